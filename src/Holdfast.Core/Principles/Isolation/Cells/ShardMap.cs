using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary>The shard of every key: some of the nodes of one cell, or of all.</summary>
/// <remarks>
/// A shard is worked out by the first call of a bucket, and found by one look from then on. Buckets with the same nodes have
/// one shard together, so there are no more shards than choices, nor than buckets.
/// </remarks>
internal sealed class ShardMap
{
    private readonly Lock _making = new();
    private readonly Candidates?[] _shards = new Candidates?[Rendezvous.Buckets];
    private readonly Dictionary<string, Candidates> _byNodes = new(StringComparer.Ordinal);
    private readonly Rendezvous _nodes;
    private readonly Func<IReadOnlyList<NodeModel>, Candidates> _make;

    /// <param name="nodes">More than <paramref name="each"/>, or all of them are in every shard.</param>
    /// <param name="each">How many a key gets.</param>
    /// <param name="make">Candidates of some of the nodes.</param>
    public ShardMap(IReadOnlyList<NodeModel> nodes, int each, Func<IReadOnlyList<NodeModel>, Candidates> make)
    {
        Nodes = nodes;
        Each = Math.Min(each, nodes.Count);
        _make = make;
        _nodes = new Rendezvous(nodes.Select(static node => node.Address), salt: 1);
    }

    public IReadOnlyList<NodeModel> Nodes { get; }

    /// <summary>Nodes of a shard.</summary>
    public int Each { get; }

    /// <summary>Those that were asked for so far.</summary>
    public IReadOnlyList<Candidates> Made
    {
        get
        {
            lock (_making) return [.. _byNodes.Values];
        }
    }

    public Candidates Of(ulong hash)
    {
        var bucket = Rendezvous.BucketOf(hash);
        return Volatile.Read(ref _shards[bucket]) ?? Make(bucket);
    }

    private Candidates Make(int bucket)
    {
        Span<int> chosen = stackalloc int[Each];
        _nodes.Choose(bucket, chosen);
        var name = string.Join(',', chosen.ToArray());
        lock (_making)
        {
            if (!_byNodes.TryGetValue(name, out var shard))
            {
                var nodes = new NodeModel[chosen.Length];
                for (var i = 0; i < nodes.Length; i++) nodes[i] = Nodes[chosen[i]];
                _byNodes.Add(name, shard = _make(nodes));
            }

            Volatile.Write(ref _shards[bucket], shard);
            return shard;
        }
    }
}
