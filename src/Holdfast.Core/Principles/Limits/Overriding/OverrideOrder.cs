using Holdfast.Core.Commands;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Limits.Overriding;

/// <summary>A limit by an operator's word; it always ends.</summary>
/// <param name="Rate">How many calls may pass.</param>
/// <param name="Limits">What counts them.</param>
/// <param name="Until">Timestamp.</param>
/// <param name="Ends">The same by the calendar.</param>
internal sealed record OverrideOrder(Rate Rate, LimitLine Limits, CommandOrder Order, long Until, DateTimeOffset Ends)
{
    public string Words { get; } = $"limited to {LimitFields.Rate.Shape.WriteAny(Rate)}";
}
