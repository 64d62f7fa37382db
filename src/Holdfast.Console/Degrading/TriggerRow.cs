using Holdfast.WebConsole.Principles;

namespace Holdfast.WebConsole.Degrading;

/// <summary>Something that enters a degradation plan without anybody's word.</summary>
/// <param name="When">The condition or the times, as they are written.</param>
/// <param name="Holds">Now.</param>
/// <param name="Readings">What a condition looks at, now; empty for a schedule.</param>
/// <param name="Next">When a schedule begins next; null: not within eight days, or it is a condition.</param>
public sealed record TriggerRow(int Level, string When, bool Holds, string Readings, DateTimeOffset? Next)
{
    internal static TriggerRow Of(TableRow row) => new((int)row.Number("level"), row.Text("when"), row.Flag("holds"), row.Text("readings"), row.Time("next"));
}
