using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary>The switches that are set on an interface, across revisions; at most one of each kind.</summary>
internal sealed class SwitchState
{
    private readonly Lock _gate = new();
    private SwitchOrder[] _orders = [];
    private SwitchOrder[] _laid = [];

    /// <summary>In the order in which they are asked. Some of them may be over.</summary>
    public SwitchOrder[] Orders => Volatile.Read(ref _orders);

    /// <summary>What degradation plans have laid there, below what is set by hand; in the order in which they are asked.</summary>
    public SwitchOrder[] Laid
    {
        get => Volatile.Read(ref _laid);
        set => Volatile.Write(ref _laid, value);
    }

    public static SwitchState Of(InterfaceState state) => state.Own(static () => new SwitchState());

    /// <returns>The one of its kind that it takes the place of; null: there was none.</returns>
    public SwitchOrder? Set(SwitchOrder order)
    {
        lock (_gate)
        {
            var before = Array.Find(_orders, one => one.Kind == order.Kind);
            Volatile.Write(ref _orders, [.. _orders.Where(one => one.Kind != order.Kind).Append(order).OrderBy(static one => one.Kind)]);
            return before;
        }
    }

    /// <returns>Those that were removed.</returns>
    public IReadOnlyList<SwitchOrder> Remove(Predicate<SwitchOrder> which)
    {
        if (Orders.Length == 0) return [];
        lock (_gate)
        {
            var removed = Array.FindAll(_orders, which);
            if (removed.Length > 0) Volatile.Write(ref _orders, Array.FindAll(_orders, one => !which(one)));
            return removed;
        }
    }
}
