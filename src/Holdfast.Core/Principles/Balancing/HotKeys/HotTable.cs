namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>The keys that are hot at one moment. Immutable: found without a lock, made anew where one comes or goes.</summary>
internal sealed class HotTable
{
    private readonly HotKey?[] _places;

    private HotTable(HotKey[] keys)
    {
        Keys = keys;
        // Half of it stays empty, so that a search ends soon.
        _places = new HotKey?[keys.Length == 0 ? 0 : (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)keys.Length * 2)];
        foreach (var key in keys)
        {
            var place = (int)key.Hash & (_places.Length - 1);
            while (_places[place] is not null) place = (place + 1) & (_places.Length - 1);
            _places[place] = key;
        }
    }

    public static HotTable Empty { get; } = new([]);

    public IReadOnlyList<HotKey> Keys { get; }

    public HotKey? Find(ulong hash)
    {
        if (_places.Length == 0) return null;
        for (var place = (int)hash & (_places.Length - 1); _places[place] is { } key; place = (place + 1) & (_places.Length - 1))
            if (key.Hash == hash) return key;
        return null;
    }

    public HotTable With(HotKey key) => new([.. Keys, key]);

    public HotTable Without(IReadOnlyCollection<HotKey> gone)
    {
        HotKey[] kept = [.. Keys.Where(key => !gone.Contains(key))];
        return kept.Length == 0 ? Empty : new(kept);
    }
}
