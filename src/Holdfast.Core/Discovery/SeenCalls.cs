using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Discovery;

/// <summary>What was seen of the calls of one method and path. Adding costs no lock and no allocation.</summary>
/// <param name="number">Under which it is known, also when it has become part of another.</param>
internal sealed class SeenCalls(int number)
{
    private const int CountBits = 24;
    private const int CountMax = (1 << CountBits) - 1;

    /// <summary>Places of the classes of statuses are their first digits; 0 is for no answer.</summary>
    private const int RefusedAt = 6;
    private const int CancelledAt = 7;
    private const int LatencyAt = 8;

    private readonly Striped _counters = new(LatencyAt + LatencyBuckets.Count);
    private SeenCalls? _into;
    private long _second;
    private long _peak;
    private long _atOnce;
    private long _atOncePeak;
    private long _bodyBytesMax;

    public int Number => number;

    /// <summary>What its calls count for now: itself, or what it has become part of.</summary>
    public SeenCalls Present
    {
        get
        {
            var present = this;
            while (Volatile.Read(ref present._into) is { } into) present = into;
            return present;
        }
    }

    /// <summary>A call has come.</summary>
    /// <param name="second">Which, counted from any moment; never negative.</param>
    public void Begin(long second)
    {
        Raise(ref _atOncePeak, Interlocked.Increment(ref _atOnce));
        Count(second);
    }

    /// <summary>One that has begun here is over.</summary>
    public void End() => Interlocked.Decrement(ref _atOnce);

    /// <summary>A call that was not known by its path when it came.</summary>
    public void Late(long second)
    {
        Raise(ref _atOncePeak, 1);
        Count(second);
    }

    /// <param name="taken">From arrival until the answer began.</param>
    public void Add(in Outcome outcome, TimeSpan taken, long bodyBytes)
    {
        ref var stripe = ref _counters.Stripe();
        Striped.Add(ref stripe, PlaceOf(outcome));
        if (outcome is { Began: true, Kind: OutcomeKind.Success or OutcomeKind.Failure }) Striped.Add(ref stripe, LatencyAt + LatencyBuckets.IndexOf((long)taken.TotalMicroseconds));
        Raise(ref _bodyBytesMax, bodyBytes);
    }

    public SeenCounts Read()
    {
        var totals = new long[LatencyAt + LatencyBuckets.Count];
        _counters.ReadInto(totals);
        return new SeenCounts(
            totals[..RefusedAt], totals[RefusedAt], totals[CancelledAt], totals[LatencyAt..],
            Volatile.Read(ref _peak), Volatile.Read(ref _atOncePeak), Volatile.Read(ref _bodyBytesMax));
    }

    /// <summary>Takes over what was seen of another, whose calls count here from now on. One that just ends may be missed.</summary>
    public void Absorb(SeenCalls other)
    {
        Volatile.Write(ref other._into, this);
        Span<long> totals = stackalloc long[LatencyAt + LatencyBuckets.Count];
        other._counters.ReadInto(totals);
        ref var stripe = ref _counters.Stripe();
        for (var i = 0; i < totals.Length; i++)
            if (totals[i] != 0) Striped.Add(ref stripe, i, totals[i]);
        Raise(ref _peak, Volatile.Read(ref other._peak));
        Raise(ref _atOncePeak, Volatile.Read(ref other._atOncePeak));
        Raise(ref _bodyBytesMax, Volatile.Read(ref other._bodyBytesMax));
    }

    /// <summary>The second and its count are one number, so that they change together. A call of a second that is over counts for the one that is not.</summary>
    private void Count(long second)
    {
        var seen = Volatile.Read(ref _second);
        while (true)
        {
            var count = seen >> CountBits >= second ? Math.Min(CountMax, (seen & CountMax) + 1) : 1;
            var was = Interlocked.CompareExchange(ref _second, (Math.Max(second, seen >> CountBits) << CountBits) | count, seen);
            if (was == seen)
            {
                Raise(ref _peak, count);
                return;
            }

            seen = was;
        }
    }

    private static int PlaceOf(in Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Refused => RefusedAt,
        OutcomeKind.Cancelled => CancelledAt,
        _ => outcome.Began && outcome.Status / 100 is > 0 and < RefusedAt ? outcome.Status / 100 : 0,
    };

    private static void Raise(ref long highest, long to)
    {
        var seen = Volatile.Read(ref highest);
        while (to > seen && Interlocked.CompareExchange(ref highest, to, seen) is var was && was != seen) seen = was;
    }
}
