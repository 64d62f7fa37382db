namespace Holdfast.Core.Principles.Breakers;

/// <summary>The breakers of a bounded number of keys. Finding one takes no lock; the first call of a key does.</summary>
/// <remarks>Keys fall into sets of <see cref="Ways"/> by their hash, which nobody outside can foresee; within a set the one not asked for longest goes, an open one last.</remarks>
internal sealed class BreakerKeys
{
    public const int Ways = 8;

    private readonly Lock _adding = new();
    private readonly Entry?[] _entries;
    private readonly int _ways;
    private readonly uint _mask;
    private long _forgotten;

    /// <param name="keysMax">At least 1; never exceeded.</param>
    public BreakerKeys(int keysMax)
    {
        KeysMax = keysMax;
        _ways = Math.Min(Ways, keysMax);
        var sets = 1 << int.Log2(keysMax / _ways);
        _entries = new Entry?[sets * _ways];
        _mask = (uint)sets - 1;
    }

    public int KeysMax { get; }

    /// <summary>Keys that had to go for others.</summary>
    public long Forgotten => Interlocked.Read(ref _forgotten);

    public IEnumerable<BreakerState> All => _entries.Select(static entry => entry?.State).OfType<BreakerState>();

    /// <param name="now">Timestamp.</param>
    public BreakerState? Find(ulong hash, long now)
    {
        var first = (int)((uint)(hash >> 32) & _mask) * _ways;
        for (var i = first; i < first + _ways; i++)
        {
            if (Volatile.Read(ref _entries[i]) is not { } entry || entry.Hash != hash) continue;
            entry.AskedAt = now;
            return entry.State;
        }

        return null;
    }

    public BreakerState FindOrAdd(ulong hash, long now, Func<BreakerState> make)
    {
        if (Find(hash, now) is { } known) return known;
        lock (_adding)
        {
            if (Find(hash, now) is { } other) return other;
            var entry = new Entry(hash, make()) { AskedAt = now };
            Volatile.Write(ref _entries[Victim((int)((uint)(hash >> 32) & _mask) * _ways)], entry);
            return entry.State;
        }
    }

    private int Victim(int first)
    {
        var victim = first;
        for (var i = first; i < first + _ways; i++)
        {
            if (_entries[i] is null) return i;
            if (Worth(_entries[i]!).CompareTo(Worth(_entries[victim]!)) < 0) victim = i;
        }

        Interlocked.Increment(ref _forgotten);
        return victim;
    }

    private static (int IsOpen, long AskedAt) Worth(Entry entry) =>
        (entry.State.Era.Machine.Phase == BreakerPhase.Closed ? 0 : 1, entry.AskedAt);

    private sealed class Entry(ulong hash, BreakerState state)
    {
        private long _askedAt;

        public ulong Hash => hash;

        public BreakerState State => state;

        public long AskedAt
        {
            get => Volatile.Read(ref _askedAt);
            set => Volatile.Write(ref _askedAt, value);
        }
    }
}
