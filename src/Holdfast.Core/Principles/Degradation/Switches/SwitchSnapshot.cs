using Holdfast.Core.Commands;

namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary>The switches that are set, and their table.</summary>
internal static class SwitchSnapshot
{
    public static SnapshotTable Take(SliceContext context) => new("switches", ["interface", "switch", "by", "why", "since", "until"],
    [
        .. All(context).Select(static one => (IReadOnlyList<object?>)[one.Interface, one.Order.Words, one.Order.Order.By, one.Order.Order.Why, one.Order.Order.Since, one.Order.Ends]),
    ]);

    public static IEnumerable<Switch> Switches(SliceContext context) => All(context).Select(static one => new Switch(
        "degradation", SwitchCommands.NameOf(one.Order.Kind), one.Order.Arguments, SwitchCommands.Clear.Name,
        Inverse(one.Interface, one.Order),
        $"interfaces.{one.Interface}", one.Order.Words, one.Order.Order, one.Order.Ends));

    private static Dictionary<string, string> Inverse(string target, SwitchOrder order)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal) { [SwitchFields.Interface.Name] = target, [SwitchFields.Kind.Name] = SwitchCommands.NameOf(order.Kind) };
        if (order.Caller is not { } caller) return named;
        named[SwitchFields.Per.Name] = SwitchFields.Per.Shape.WriteAny(caller.Per);
        named[SwitchFields.Key.Name] = caller.Key;
        return named;
    }

    public static IEnumerable<(string Interface, SwitchOrder Order)> All(SliceContext context)
    {
        var now = context.State.Time.GetTimestamp();
        return
            from target in context.Plan.Interfaces.Values
            where target.State.Has<SwitchState>()
            from order in SwitchState.Of(target.State).Orders
            where now < order.Until
            select (target.Name, order);
    }
}
