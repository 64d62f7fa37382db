using System.Collections.Frozen;
using Holdfast.Core.Pipeline.Keys;

namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary>The cell of every key. Immutable.</summary>
internal sealed class CellMap
{
    private readonly byte[] _cells = new byte[Rendezvous.Buckets];
    private readonly FrozenDictionary<ulong, byte> _pins;

    /// <param name="names">Of the cells; at least one, and no more than <see cref="CellsMax"/>.</param>
    /// <param name="pins">Names of cells by key.</param>
    public CellMap(IReadOnlyList<string> names, IReadOnlyDictionary<string, string> pins, KeyReader reader)
    {
        var rendezvous = new Rendezvous(names, salt: 0);
        Span<int> chosen = stackalloc int[1];
        for (var bucket = 0; bucket < _cells.Length; bucket++)
        {
            rendezvous.Choose(bucket, chosen);
            _cells[bucket] = (byte)chosen[0];
        }

        var pinned = new Dictionary<ulong, byte>();
        foreach (var (key, cell) in pins)
            if (reader.TryHashText(key, HashSeed.Stable, out var hash)) pinned[hash] = (byte)names.Index().First(name => name.Item == cell).Index;
        _pins = pinned.ToFrozenDictionary();
    }

    public const int CellsMax = 100;

    /// <summary>Index of the cell of a key.</summary>
    public int Of(ulong hash)
    {
        if (_pins.Count > 0 && _pins.TryGetValue(hash, out var pinned)) return pinned;
        // Other bits than those that choose the shard: else a cell would have but a part of its shards.
        return _cells[Rendezvous.BucketOf(hash << 32)];
    }
}
