using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>The picker of each policy: a written list.</summary>
internal static class Pickers
{
    public static NodePicker For(PickerContext context) =>
        context.Plan.Sticky is { } sticky ? new StickyPicker(sticky, OfPolicy(context), context.Random) : OfPolicy(context);

    private static NodePicker OfPolicy(PickerContext context) => context.Plan.Policy switch
    {
        BalancePolicy.PeakEwma or BalancePolicy.LeastRequest => new ChoicePicker(context),
        BalancePolicy.RoundRobin => new RoundRobinPicker(context),
        BalancePolicy.Random => new RandomPicker(context),
        BalancePolicy.Hash => new HashPicker(context),
        _ => throw new ArgumentOutOfRangeException(nameof(context), context.Plan.Policy, "no such policy"),
    };
}
