using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Evidence;

/// <summary>How the calls of an interface ended, and how long the answered ones took. Adding costs no lock and no allocation.</summary>
public sealed class CallMeter
{
    private const int Kinds = 4;
    private const int BegunAt = Kinds;
    private const int LeftAt = Kinds + 1;
    private const int LatencyAt = Kinds + 2;

    private readonly Striped _counters = new(LatencyAt + LatencyBuckets.Count);

    /// <summary>Calls on their way now. Read part by part: it may be off by those that begin or end meanwhile.</summary>
    public int InFlight
    {
        get
        {
            Span<long> totals = stackalloc long[LatencyAt];
            _counters.ReadInto(totals);
            return (int)Math.Max(0, totals[BegunAt] - totals[LeftAt] - totals[0] - totals[1] - totals[2] - totals[3]);
        }
    }

    /// <summary>A call is on its way, until it is added or left.</summary>
    public void Begin() => _counters.Add(BegunAt);

    /// <summary>It has ended, and counts for nobody.</summary>
    public void Leave() => _counters.Add(LeftAt);

    /// <param name="kind">How the call ended.</param>
    /// <param name="taken">From arrival until the answer began; refused and cancelled calls count without it.</param>
    public void Add(OutcomeKind kind, TimeSpan taken)
    {
        ref var stripe = ref _counters.Stripe();
        Striped.Add(ref stripe, (int)kind);
        if (kind is OutcomeKind.Success or OutcomeKind.Failure)
            Striped.Add(ref stripe, LatencyAt + LatencyBuckets.IndexOf((long)taken.TotalMicroseconds));
    }

    /// <summary>Calls that have ended, however they did. Allocates nothing.</summary>
    public long Ended
    {
        get
        {
            Span<long> kinds = stackalloc long[Kinds];
            _counters.ReadInto(kinds);
            return kinds[0] + kinds[1] + kinds[2] + kinds[3];
        }
    }

    public bool IsUntouched => _counters.IsUntouched;

    /// <param name="before">An earlier reading: returned again when nothing was counted since, so that idle meters cost no memory.</param>
    public CallCounts Read(CallCounts? before = null)
    {
        Span<long> totals = stackalloc long[LatencyAt + LatencyBuckets.Count];
        _counters.ReadInto(totals);
        var now = new CallCounts(
            totals[(int)OutcomeKind.Success], totals[(int)OutcomeKind.Failure], totals[(int)OutcomeKind.Refused],
            totals[(int)OutcomeKind.Cancelled], before?.Latencies ?? CallCounts.None.Latencies);
        var latencies = totals[LatencyAt..];
        if (now == before && latencies.SequenceEqual((long[])now.Latencies)) return before;
        return now with { Latencies = latencies.ToArray() };
    }
}
