using Holdfast.Core.Evidence;
using Holdfast.Core.Principles.Breakers.Manual;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>The breaker of a version, or of one edge to it, with those of its keys and what an operator says of them; across revisions.</summary>
internal sealed class BreakerSet
{
    private BreakerState? _state;
    private KeyedTable<BreakerState>? _keys;
    private BreakerOrder? _order;

    public BreakerTallies Tallies { get; } = new();

    /// <summary>Of all calls, or of those without a key. Null before a revision asks for one.</summary>
    public BreakerState? State => Volatile.Read(ref _state);

    /// <summary>Null where breakers are not kept by key.</summary>
    public KeyedTable<BreakerState>? Keys => Volatile.Read(ref _keys);

    /// <summary>Null: it is on its own.</summary>
    public BreakerOrder? Order
    {
        get => Volatile.Read(ref _order);
        set => Volatile.Write(ref _order, value);
    }

    /// <summary>What an operator says now; what is over is forgotten.</summary>
    public BreakerOrder? OrderAt(long now)
    {
        if (Volatile.Read(ref _order) is not { } order) return null;
        if (now < order.Until) return order;
        Interlocked.CompareExchange(ref _order, null, order);
        return null;
    }

    public BreakerState StateFor(BreakerSite site, long now)
    {
        if (Volatile.Read(ref _state) is { } there) return there;
        var made = new BreakerState(site, Tallies, key: "", now);
        return Interlocked.CompareExchange(ref _state, made, null) ?? made;
    }

    /// <summary>A revision goes live.</summary>
    public void Follow(BreakerSite site, long now)
    {
        StateFor(site, now).Follow(site, now);
        var keys = Keys;
        if (site.Plan.Per is null) Volatile.Write(ref _keys, null);
        else if (keys is null || keys.KeysMax != site.Plan.KeysMax) Volatile.Write(ref _keys, KeysOf(site.Plan.KeysMax));
        else
            foreach (var state in keys.All) state.Follow(site, now);
    }

    /// <summary>Who keeps calling an open breaker's key is not to be forgotten for made-up ones.</summary>
    internal static KeyedTable<BreakerState> KeysOf(int keysMax) =>
        new(keysMax, static (state, _) => state.Era.Machine.Phase != BreakerPhase.Closed);
}
