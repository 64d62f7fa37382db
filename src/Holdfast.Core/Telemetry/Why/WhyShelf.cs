namespace Holdfast.Core.Telemetry.Why;

/// <summary>The kept calls of one interface, in a bounded number of places. Whoever puts one there neither waits nor allocates.</summary>
/// <remarks>
/// Each place has a mark: rank, then age, then whether somebody is writing. The least mark is the place that is given up
/// next, so that what matters less goes first, and of the same the oldest. A writer takes a place by exchanging its mark; a
/// reader copies it and looks whether the mark is still what it was (a seqlock).
/// </remarks>
internal sealed class WhyShelf
{
    /// <summary>Others were quicker so many times: they all keep calls of now, and one of them is missed.</summary>
    private const int TriesMax = 8;

    private const int RankShift = 60;
    private const long Writing = 1;

    private readonly long[] _marks;
    private readonly WhyRecord?[] _records;
    private long _age;

    /// <param name="places">Above 0.</param>
    public WhyShelf(int places)
    {
        _marks = new long[places];
        _records = new WhyRecord?[places];
    }

    public int Places => _marks.Length;

    /// <summary>A place for a call of this rank, which the caller alone has until <see cref="Settle"/>; null: better ones have them all.</summary>
    public WhyRecord? Take(WhyRank rank, out int place)
    {
        place = -1;
        for (var i = 0; i < TriesMax; i++)
        {
            place = Least(out var mark);
            if (place < 0 || mark >> RankShift > (int)rank + 1) return null;
            if (Interlocked.CompareExchange(ref _marks[place], Writing, mark) == mark) return _records[place] ??= new WhyRecord();
        }

        return null;
    }

    public void Settle(int place, WhyRank rank) =>
        Volatile.Write(ref _marks[place], ((long)rank + 1) << RankShift | Interlocked.Increment(ref _age) << 1);

    /// <summary>Copies of all that are kept and fit, newest first.</summary>
    public IEnumerable<WhyRecord> Read(Func<WhyRecord, bool> fits)
    {
        var found = new List<(long Age, WhyRecord Record)>();
        var copy = new WhyRecord();
        for (var place = 0; place < _marks.Length; place++)
        {
            if (!TryCopy(place, copy, out var mark) || !fits(copy)) continue;
            found.Add((mark & ((1L << RankShift) - 1), copy));
            copy = new WhyRecord();
        }

        return found.OrderByDescending(static it => it.Age).Select(static it => it.Record);
    }

    /// <summary>The same calls, or the best of them, on a shelf with another number of places.</summary>
    /// <remarks>What is put on this one meanwhile may be lost: it happens when a plan goes live that has many more interfaces, or fewer.</remarks>
    public WhyShelf Resized(int places)
    {
        var other = new WhyShelf(places);
        foreach (var record in Read(static _ => true).Reverse().OrderBy(static record => record.Rank))
        {
            if (other.Take(record.Rank, out var place) is not { } free) continue;
            record.CopyTo(free);
            other.Settle(place, record.Rank);
        }

        return other;
    }

    private int Least(out long mark)
    {
        var least = -1;
        mark = long.MaxValue;
        for (var i = 0; i < _marks.Length; i++)
        {
            var candidate = Volatile.Read(ref _marks[i]);
            if (candidate == Writing || candidate >= mark) continue;
            (least, mark) = (i, candidate);
        }

        return least;
    }

    private bool TryCopy(int place, WhyRecord copy, out long mark)
    {
        for (var i = 0; i < TriesMax; i++)
        {
            mark = Volatile.Read(ref _marks[place]);
            if (mark == 0) return false;
            if (mark == Writing) continue;
            _records[place]!.CopyTo(copy);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _marks[place]) == mark) return true;
        }

        mark = 0;
        return false;
    }
}
