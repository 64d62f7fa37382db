namespace Holdfast.Core.Evidence;

/// <summary>The calls of the last so many seconds, give or take a tenth.</summary>
/// <remarks>
/// Counters that only grow, and readings of them at the beginnings of the last <see cref="Parts"/> parts of the window: what
/// is within it is the difference of two readings. The first call of a part takes its reading, so that nothing has to run
/// where there are no calls. One small object a part, none a call.
/// </remarks>
public sealed class TimeWindow : EvidenceWindow
{
    /// <summary>Of the window. The oldest is forgotten as a whole, so what is seen is between nine tenths and all of it.</summary>
    public const int Parts = 10;

    private const int Calls = 0;
    private const int Failed = 1;
    private const int Slow = 2;

    private readonly Striped _counters = new(3);
    private readonly Reading[] _begins = new Reading[Parts];
    private readonly long _partTicks;
    private long _claimed;
    private long _ready;

    /// <param name="ticks">Length in ticks of timestamps; at least one for each part.</param>
    /// <param name="now">Timestamp.</param>
    public TimeWindow(long ticks, long now)
    {
        _partTicks = Math.Max(1, ticks / Parts);
        _claimed = _ready = Part(now);
        Array.Fill(_begins, Reading.None);
    }

    public override void Add(bool failed, bool slow, long now)
    {
        Advance(now);
        ref var stripe = ref _counters.Stripe();
        Striped.Add(ref stripe, Calls);
        if (failed) Striped.Add(ref stripe, Failed);
        if (slow) Striped.Add(ref stripe, Slow);
    }

    public override WindowCounts Read(long now)
    {
        var part = Advance(now);
        var oldest = part - Parts + 1;
        // Somebody is just taking the readings of a time in which nothing was called: there is nothing to see yet.
        if (oldest > Volatile.Read(ref _ready)) return default;
        var begin = Volatile.Read(ref _begins[oldest % Parts]);
        var counts = Total();
        return new WindowCounts(counts.Calls - begin.Counts.Calls, counts.Failed - begin.Counts.Failed, counts.Slow - begin.Counts.Slow);
    }

    /// <returns>The part that a timestamp belongs to; never before one that was seen already.</returns>
    private long Advance(long now)
    {
        var part = Part(now);
        var claimed = Volatile.Read(ref _claimed);
        if (part <= claimed) return claimed;
        if (Interlocked.CompareExchange(ref _claimed, part, claimed) != claimed) return Math.Max(part, Volatile.Read(ref _claimed));
        var reading = new Reading(Total());
        for (var began = Math.Max(claimed + 1, part - Parts + 1); began <= part; began++) Volatile.Write(ref _begins[began % Parts], reading);
        Volatile.Write(ref _ready, part);
        return part;
    }

    /// <summary>Counted from before the beginning of time, so that none is negative.</summary>
    private long Part(long now) => (now / _partTicks) + Parts;

    private WindowCounts Total()
    {
        Span<long> totals = stackalloc long[3];
        _counters.ReadInto(totals);
        return new WindowCounts(totals[Calls], totals[Failed], totals[Slow]);
    }

    private sealed record Reading(WindowCounts Counts)
    {
        public static Reading None { get; } = new(default(WindowCounts));
    }
}
