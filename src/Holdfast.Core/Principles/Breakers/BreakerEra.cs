using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>The time from one change of a breaker to the next, with the evidence of that time alone.</summary>
/// <remarks>
/// An attempt belongs to the era that let it pass: what was sent before the breaker opened says nothing of the ramp, and
/// nothing has to be reset under anybody's hands.
/// </remarks>
internal sealed class BreakerEra
{
    private const long One = 1L << 32;

    private static readonly TimeSpan LookMin = TimeSpan.FromMilliseconds(10);
    private static long _eras;

    private long _credit = One - 1;
    private int _started;
    private int _resolved;
    private int _good;
    private int _bad;
    private int _row;
    private int _hanging;
    private int _answering;
    private long _lookAt;
    private long _quorumAt = long.MinValue;

    /// <param name="machine">The state that begins with it.</param>
    /// <param name="cause">Why it is open, or was before it became half open.</param>
    /// <param name="places">For attempts in flight.</param>
    public BreakerEra(BreakerMachine machine, Measure cause, BreakerPlan plan, int places, long now, long frequency)
    {
        (Machine, Cause, Spec) = (machine, cause, BreakerSpec.Of(plan));
        Id = Interlocked.Increment(ref _eras);
        Window = plan.Window.Make(now, frequency);
        var waits = machine.Phase == BreakerPhase.HalfOpen ? plan.TrialTimeout : plan.Slow;
        if (waits is not { } longest || machine.Phase == BreakerPhase.Open) return;
        Flights = new FlightTable(places);
        Longest = BreakerMachine.Ticks(longest, frequency);
        LookTicks = BreakerMachine.Ticks(longest / 4 > LookMin ? longest / 4 : LookMin, frequency);
        _lookAt = now + LookTicks;
    }

    /// <summary>Never 0, and no other era's in this process.</summary>
    public long Id { get; }

    public BreakerMachine Machine { get; }

    public Measure Cause { get; }

    /// <summary>What the evidence was gathered by.</summary>
    public BreakerSpec Spec { get; }

    public EvidenceWindow Window { get; }

    /// <summary>Null: time is not looked at.</summary>
    public FlightTable? Flights { get; }

    /// <summary>In ticks of timestamps: what has waited longer hangs.</summary>
    public long Longest { get; }

    private long LookTicks { get; }

    /// <summary>Hanging when somebody looked last.</summary>
    public int Hanging => Volatile.Read(ref _hanging);

    public BreakerReading Read(long now) => new(
        Window.Read(now), Hanging, Volatile.Read(ref _row), Volatile.Read(ref _good) + Volatile.Read(ref _answering), Volatile.Read(ref _bad));

    /// <summary>Whether it is somebody's turn to look at what is in flight.</summary>
    public bool MayBeDue(long now) => Flights is not null && now >= Volatile.Read(ref _lookAt);

    /// <summary>Whether it is this caller's.</summary>
    public bool IsDue(long now)
    {
        var at = Volatile.Read(ref _lookAt);
        return Flights is not null && now >= at && Interlocked.CompareExchange(ref _lookAt, now + LookTicks, at) == at;
    }

    /// <summary>Looks at what is in flight.</summary>
    /// <param name="inFlight">How many attempts there are, in case the table does not hold all of them.</param>
    public FlightCounts Look(long now, int inFlight)
    {
        var seen = Flights!.Count(now, Longest);
        var hanging = seen.Tracked >= FlightTable.PlacesMax / 2 && inFlight > seen.Tracked
            ? (int)((long)seen.Hanging * inFlight / seen.Tracked)
            : seen.Hanging;
        Volatile.Write(ref _hanging, hanging);
        Volatile.Write(ref _answering, Machine.Phase == BreakerPhase.HalfOpen ? seen.Answering : 0);
        return seen;
    }

    /// <summary>Whether the nodes may be counted again; not for every failure of one of them.</summary>
    public bool MayCount(long now, long frequency)
    {
        var at = Volatile.Read(ref _quorumAt);
        return now >= at && Interlocked.CompareExchange(ref _quorumAt, now + (frequency / 10), at) == at;
    }

    /// <summary>An attempt that the breaker let pass has ended with evidence.</summary>
    public void Add(bool failed, bool slow, bool isTrial, bool isBad, long now)
    {
        Window.Add(failed, slow, now);
        if (failed) Interlocked.Increment(ref _row);
        else if (Volatile.Read(ref _row) != 0) Volatile.Write(ref _row, 0);
        if (isTrial) Interlocked.Increment(ref isBad ? ref _bad : ref _good);
    }

    /// <summary>A trial has ended, with evidence or without.</summary>
    public void Resolve() => Interlocked.Increment(ref _resolved);

    /// <summary>Whether one more call is a trial. Counted as it starts: any number of callers at once are let through no faster.</summary>
    /// <param name="share">Of the calls, that passes now.</param>
    public bool TryAdmit(double share, long now)
    {
        // Every call brings its share of a trial; whose call completes one makes it. What is not used is not saved up.
        var amount = (long)(share * One);
        var after = Interlocked.Add(ref _credit, amount);
        if (after / One == (after - amount) / One) return false;
        while (true)
        {
            // Those that wait never outnumber those that were answered well by more than one: what comes back slowly is
            // asked slowly, whatever the load. In this order, for all three only grow.
            var good = Volatile.Read(ref _good);
            var resolved = Volatile.Read(ref _resolved);
            var started = Volatile.Read(ref _started);
            if (started - resolved > good && !IsRoom(started - resolved, good, now)) return false;
            if (Interlocked.CompareExchange(ref _started, started + 1, started) == started) return true;
        }
    }

    /// <summary>Streams are answered when they begin; who hangs, or still sends, keeps nobody else out.</summary>
    private bool IsRoom(int unresolved, int good, long now)
    {
        var seen = Look(now, inFlight: 0);
        return unresolved - seen.Answering - seen.Hanging - seen.Sending <= good + seen.Answering;
    }
}
