using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>The pools that an entry of <c>isolate</c> needs: of all calls, or of each key and of the calls without one. Across revisions.</summary>
internal sealed class PoolPlaces
{
    private KeyedTable<KeyPool>? _keys;

    public PoolPlaces(PoolShape shape, TimeProvider time) => All = new CallPool(shape, slots: 1, Tallies, time);

    /// <summary>Of all pools here together.</summary>
    public PoolTallies Tallies { get; } = new();

    /// <summary>Of all calls, or of those without a key.</summary>
    public CallPool All { get; }

    /// <summary>Null where pools are not kept by key.</summary>
    public KeyedTable<KeyPool>? Keys => Volatile.Read(ref _keys);

    /// <summary>The table of keys, made for the first revision that asks for one of this size.</summary>
    public KeyedTable<KeyPool> KeysFor(int keysMax)
    {
        if (Keys is { } there) return there;
        var made = Table(keysMax);
        return Interlocked.CompareExchange(ref _keys, made, null) ?? made;
    }

    /// <summary>A revision goes live.</summary>
    public void Follow(IsolatePlan plan, PoolShape shape)
    {
        All.Resize(shape);
        if (Keys is not { } keys) return;
        if (keys.KeysMax != plan.KeysMax)
        {
            var others = Table(plan.KeysMax);
            keys.CopyTo(others);
            Volatile.Write(ref _keys, keys = others);
        }

        foreach (var one in keys.All) one.Pool.Resize(shape);
    }

    /// <summary>As large as the live revision says, whichever one the call is under that is the first of its key.</summary>
    public KeyPool Make(string key, TimeProvider time) => new(key, new CallPool(All.Shape, slots: 1, Tallies, time));

    /// <summary>A key with calls on their way goes last.</summary>
    private static KeyedTable<KeyPool> Table(int keysMax) => new(keysMax, static (one, _) => one.Pool.Counts.Value != 0);
}
