using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary>The switches that are set on an interface, across revisions; at most one of each kind for all callers, and one for each that is named.</summary>
internal sealed class SwitchState
{
    /// <summary>Each call is held against all of them.</summary>
    public const int OrdersMax = 50;

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

    /// <summary>In the place of the one of its kind, for the same callers, that there may be.</summary>
    /// <returns>False: there are too many.</returns>
    public bool TrySet(SwitchOrder order)
    {
        lock (_gate)
        {
            SwitchOrder[] others = [.. _orders.Where(one => one.Kind != order.Kind || !Equals(one.Caller, order.Caller))];
            if (others.Length >= OrdersMax) return false;
            Volatile.Write(ref _orders, [.. others.Append(order).OrderBy(static one => one.Kind)]);
            return true;
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
