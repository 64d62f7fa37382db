using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Limits.Overriding;

/// <summary>The limit that an operator has put on an interface, across revisions.</summary>
internal sealed class OverrideState
{
    private OverrideOrder? _order;
    private OverrideLayer[] _laid = [];

    /// <summary>Null: there is none. It may be over.</summary>
    public OverrideOrder? Order
    {
        get => Volatile.Read(ref _order);
        set => Volatile.Write(ref _order, value);
    }

    /// <summary>What degradation plans have laid there, below what is set by hand: the lowest rate first.</summary>
    public OverrideLayer[] Laid
    {
        get => Volatile.Read(ref _laid);
        set => Volatile.Write(ref _laid, value);
    }

    public static OverrideState Of(InterfaceState state) => state.Own(static () => new OverrideState());

    /// <summary>The one that holds now.</summary>
    public OverrideOrder? At(long now) => Order is { } order && now < order.Until ? order : null;

    /// <summary>Takes one out, unless another has taken its place.</summary>
    public bool Remove(OverrideOrder order) => ReferenceEquals(Interlocked.CompareExchange(ref _order, null, order), order);
}
