using Holdfast.Core.Evidence;
using Holdfast.Core.Principles.Breakers.Manual;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>The breaker of a version, or of one edge to it, with those of its keys and what an operator says of them; across revisions.</summary>
internal sealed class BreakerSet
{
    private BreakerState? _state;
    private BreakerKeys? _keys;
    private BreakerOrder? _order;
    private BreakerOrder? _laid;
    private BreakerSite? _live;

    public BreakerTallies Tallies { get; } = new();

    /// <summary>Of all calls, or of those without a key. Null before a revision asks for one.</summary>
    public BreakerState? State => Volatile.Read(ref _state);

    /// <summary>Null where breakers are not kept by key.</summary>
    public KeyedTable<BreakerState>? Keys => ByKey?.Table;

    /// <inheritdoc cref="Keys"/>
    public BreakerKeys? ByKey => Volatile.Read(ref _keys);

    /// <summary>What the live revision says; null before the first.</summary>
    public BreakerSite? Live => Volatile.Read(ref _live);

    /// <summary>Null: it is on its own.</summary>
    public BreakerOrder? Order
    {
        get => Volatile.Read(ref _order);
        set => Volatile.Write(ref _order, value);
    }

    /// <summary>What a degradation plan has laid there, below an operator's word; null: nothing.</summary>
    public BreakerOrder? Laid
    {
        get => Volatile.Read(ref _laid);
        set => Volatile.Write(ref _laid, value);
    }

    /// <summary>What holds now: an operator's word before a plan's.</summary>
    public BreakerOrder? OrderAt(long now) => HandAt(now) ?? (Laid is { } laid && now < laid.Until ? laid : null);

    /// <summary>What an operator says now; what is over is forgotten.</summary>
    public BreakerOrder? HandAt(long now)
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
        Volatile.Write(ref _live, site);
        StateFor(site, now).Follow(site, now);
        if (site.Plan.Per is not { } per) Volatile.Write(ref _keys, null);
        else if (ByKey is not { } keys || !keys.IsFor(per, site.Plan.KeysMax)) Volatile.Write(ref _keys, new BreakerKeys(per, site.Plan.KeysMax));
        else
            foreach (var state in keys.Table.All) state.Follow(site, now);
    }

    /// <summary>An operator's word: open until then, those of all known keys too. Trials follow.</summary>
    public void Open(BreakerSite site, long now, long until)
    {
        StateFor(site, now).Open(site, now, until);
        foreach (var state in Keys?.All ?? []) state.Open(site, now, until);
    }
}
