using System.Collections.Concurrent;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>
/// Answers in memory, bounded by number and bytes. What goes is chosen by SIEVE (Zhang, Yang, Yue, Vigfusson and Rashmi,
/// 'SIEVE is Simpler than LRU', NSDI 2024): a hit sets a mark and moves nothing, and what nobody asked for twice goes early.
/// </summary>
/// <remarks>Finding takes no lock and allocates nothing; keeping and removing take one, in memory alone.</remarks>
internal sealed class SieveStore(int entriesMax, long bytesMax) : IAnswerStore
{
    private readonly ConcurrentDictionary<AnswerKey, SieveNode> _nodes = new();
    private readonly Lock _gate = new();
    private int _entriesMax = entriesMax;
    private long _bytesMax = bytesMax;
    private long _entries;
    private long _bytes;
    private long _evicted;
    private SieveNode? _newest;
    private SieveNode? _oldest;
    private SieveNode? _hand;

    public AnswerStoreSize Size => new(Volatile.Read(ref _entries), Volatile.Read(ref _bytes), Volatile.Read(ref _evicted));

    public AnswerSlot? Find(in AnswerKey key)
    {
        if (!_nodes.TryGetValue(key, out var node)) return null;
        if (!node.IsMarked) node.IsMarked = true;
        return node.Slot;
    }

    public void Put(in AnswerKey key, AnswerSlot slot)
    {
        lock (_gate) Put(key, slot, _nodes.GetValueOrDefault(key));
    }

    public void Change(in AnswerKey key, Func<AnswerSlot?, AnswerSlot?> change)
    {
        lock (_gate)
        {
            var node = _nodes.GetValueOrDefault(key);
            if (change(node?.Slot) is { } slot) Put(key, slot, node);
        }
    }

    public int Remove(Predicate<AnswerSlot> which)
    {
        lock (_gate)
        {
            var removed = 0;
            for (var node = _oldest; node is not null;)
            {
                var newer = node.Newer;
                if (which(node.Slot))
                {
                    removed += node.Slot.Count;
                    Drop(node);
                }

                node = newer;
            }

            return removed;
        }
    }

    public void Bound(int entriesMax, long bytesMax)
    {
        lock (_gate)
        {
            (_entriesMax, _bytesMax) = (entriesMax, bytesMax);
            Shrink();
        }
    }

    /// <param name="node">Of the key; null: there is none.</param>
    private void Put(in AnswerKey key, AnswerSlot slot, SieveNode? node)
    {
        if (node is not null)
        {
            Count(-node.Slot.Count, -node.Slot.Bytes);
            node.Slot = slot;
        }
        else
        {
            node = new SieveNode(key, slot) { Older = _newest };
            if (_newest is null) _oldest = node;
            else _newest.Newer = node;
            _newest = node;
            _nodes[key] = node;
        }

        Count(slot.Count, slot.Bytes);
        Shrink();
    }

    private void Shrink()
    {
        while (_entries > _entriesMax || _bytes > _bytesMax)
        {
            // From the oldest to the newest and round again: who has a mark loses it and stays.
            var node = _hand ?? _oldest!;
            while (node.IsMarked)
            {
                node.IsMarked = false;
                node = node.Newer ?? _oldest!;
            }

            _hand = node.Newer;
            _evicted += node.Slot.Count;
            Drop(node);
        }
    }

    private void Drop(SieveNode node)
    {
        if (ReferenceEquals(_hand, node)) _hand = node.Newer;
        if (node.Older is null) _oldest = node.Newer;
        else node.Older.Newer = node.Newer;
        if (node.Newer is null) _newest = node.Older;
        else node.Newer.Older = node.Older;
        _nodes.TryRemove(node.Key, out _);
        Count(-node.Slot.Count, -node.Slot.Bytes);
    }

    private void Count(long entries, long bytes)
    {
        Volatile.Write(ref _entries, _entries + entries);
        Volatile.Write(ref _bytes, _bytes + bytes);
    }

    private sealed class SieveNode(AnswerKey key, AnswerSlot slot)
    {
        private volatile AnswerSlot _slot = slot;
        private volatile bool _isMarked;

        public AnswerKey Key => key;

        public AnswerSlot Slot
        {
            get => _slot;
            set => _slot = value;
        }

        /// <summary>Asked for since the hand came by.</summary>
        public bool IsMarked
        {
            get => _isMarked;
            set => _isMarked = value;
        }

        public SieveNode? Newer { get; set; }

        public SieveNode? Older { get; set; }
    }
}
