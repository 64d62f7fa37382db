using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>What an attempt was, once it has ended: the attempt itself is used for the next one.</summary>
/// <param name="Started">Timestamp of the call's clock.</param>
/// <param name="Ended">As <paramref name="Started"/>.</param>
/// <param name="Outcome">Cancelled: another answered first, or the caller went.</param>
public readonly record struct AttemptNote(NodeModel Node, int Number, bool IsHedge, bool IsLate, long Started, long Ended, Outcome Outcome)
{
    internal static AttemptNote Of(Attempt attempt) => new(
        attempt.Node, attempt.Number, attempt.IsHedge, attempt.IsLate, attempt.Started, attempt.EndedAt, attempt.Outcome);
}
