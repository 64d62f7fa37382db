using System.Numerics;

namespace Holdfast.Core.Evidence;

/// <summary>What is kept of a bounded number of keys. Finding one takes no lock; the first call of a key takes one of a few.</summary>
/// <remarks>
/// Keys fall into sets of <see cref="Ways"/> by their hash, which has to be one that nobody outside can foresee; within a full
/// set the key not asked for longest goes for a new one. All places are there from the beginning: what a million made-up keys
/// can fill is known.
/// </remarks>
public sealed class KeyedTable<T>
    where T : class
{
    public const int Ways = 8;

    private const int LocksMax = 16;

    private readonly Lock[] _adding;
    private readonly Entry?[] _entries;
    private readonly Func<T, long, bool>? _mustStay;
    private readonly int _ways;
    private readonly uint _mask;
    private long _forgotten;
    private int _count;

    /// <param name="keysMax">At least 1; never exceeded. At least half as many fit.</param>
    /// <param name="mustStay">At a time: those for which it is so go only where it is so for all of their set. Null: none.</param>
    public KeyedTable(int keysMax, Func<T, long, bool>? mustStay = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keysMax, 1);
        KeysMax = keysMax;
        _mustStay = mustStay;
        _ways = Math.Min(Ways, keysMax);
        var sets = 1 << int.Log2(keysMax / _ways);
        _entries = new Entry?[sets * _ways];
        _mask = (uint)sets - 1;
        _adding = [.. Enumerable.Range(0, (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)sets), LocksMax)).Select(static _ => new Lock())];
    }

    public int KeysMax { get; }

    /// <summary>Keys that are kept now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Keys that had to go for others.</summary>
    public long Forgotten => Interlocked.Read(ref _forgotten);

    public IEnumerable<T> All => _entries.Select(static entry => entry?.Value).OfType<T>();

    /// <param name="now">Timestamp.</param>
    public T? Find(ulong hash, long now)
    {
        var first = FirstOf(hash);
        for (var i = first; i < first + _ways; i++)
        {
            if (Volatile.Read(ref _entries[i]) is not { } entry || entry.Hash != hash) continue;
            entry.AskedAt = now;
            return entry.Value;
        }

        return null;
    }

    /// <param name="with">Handed to <paramref name="make"/>, so that it need not be made for every call.</param>
    public T FindOrAdd<TWith>(ulong hash, long now, TWith with, Func<TWith, T> make)
    {
        if (Find(hash, now) is { } known) return known;
        var first = FirstOf(hash);
        lock (_adding[(first / _ways) & (_adding.Length - 1)])
        {
            if (Find(hash, now) is { } other) return other;
            var entry = new Entry(hash, make(with)) { AskedAt = now };
            Volatile.Write(ref _entries[PlaceIn(first, now)], entry);
            return entry.Value;
        }
    }

    /// <summary>Puts something else in the place of what is kept of a key.</summary>
    /// <returns>False: it is no longer that.</returns>
    public bool TryReplace(ulong hash, T was, T by)
    {
        var first = FirstOf(hash);
        for (var i = first; i < first + _ways; i++)
            if (Volatile.Read(ref _entries[i]) is { } entry && entry.Hash == hash) return entry.TryReplace(was, by);
        return false;
    }

    /// <summary>Everything, as far as it fits; the keys asked for last stay.</summary>
    public void CopyTo(KeyedTable<T> other)
    {
        foreach (var entry in _entries.OfType<Entry>().OrderBy(static entry => entry.AskedAt))
            other.FindOrAdd(entry.Hash, entry.AskedAt, entry.Value, static value => value);
    }

    private int FirstOf(ulong hash) => (int)((uint)(hash >> 32) & _mask) * _ways;

    private int PlaceIn(int first, long now)
    {
        var victim = first;
        for (var i = first; i < first + _ways; i++)
        {
            if (_entries[i] is null)
            {
                Interlocked.Increment(ref _count);
                return i;
            }

            if (WorthOf(_entries[i]!, now).CompareTo(WorthOf(_entries[victim]!, now)) < 0) victim = i;
        }

        Interlocked.Increment(ref _forgotten);
        return victim;
    }

    private (bool MustStay, long AskedAt) WorthOf(Entry entry, long now) => (_mustStay?.Invoke(entry.Value, now) == true, entry.AskedAt);

    private sealed class Entry(ulong hash, T value)
    {
        private T _value = value;
        private long _askedAt;

        public ulong Hash => hash;

        public T Value => Volatile.Read(ref _value);

        public long AskedAt
        {
            get => Volatile.Read(ref _askedAt);
            // Written only when it changes: a key that all ask for is shared by their processors.
            set
            {
                if (Volatile.Read(ref _askedAt) < value) Volatile.Write(ref _askedAt, value);
            }
        }

        public bool TryReplace(T was, T by) => ReferenceEquals(Interlocked.CompareExchange(ref _value, by, was), was);
    }
}
