namespace Holdfast.Core.Principles.Limits.Overload.Concurrency;

/// <summary>The time under one limit, and the cohort of attempts that began in it: they alone judge it.</summary>
/// <remarks>
/// Attempts that began under the limit before met another queue; counted here they would make it shrink, or grow, twice for
/// one reason. And all of the cohort is waited for, or the quick ones alone would speak.
/// </remarks>
internal sealed class ConcurrencyEpoch(long begun, long usual, long frequency, bool isCheck = false, bool isGlance = false)
{
    /// <summary>All but a few of so many are enough to decide upon.</summary>
    private const int Few = ConcurrencyMachine.SamplesMin * 5 / 4;
    private const int EnoughToGlance = ConcurrencyMachine.GlanceMin * 5 / 4;
    private const int Enough = 100;
    private const int EnoughToCheck = 200;

    private int _started;
    private int _ended;
    private int _away;
    private long _awayTime;
    private long _inFlight;
    private int _peak;
    private int _isLimited;

    private readonly long _short = Math.Max(frequency / 20, usual);
    private readonly long _long = Math.Max(frequency * 2 / (isCheck ? 5 : 8), usual);
    private readonly long _longest = Math.Max(2 * frequency, 2 * usual);
    private readonly long _patience = Math.Clamp(LatencyBase.ClipMax * usual, frequency, 10 * frequency);

    /// <summary>Whether it is looked for what is usual.</summary>
    public bool IsCheck => isCheck;

    public int Peak => Volatile.Read(ref _peak);

    /// <summary>In flight on average, as the cohort found it.</summary>
    public double Load => (double)Volatile.Read(ref _inFlight) / Math.Max(1, Volatile.Read(ref _started));

    /// <summary>Whether somebody found no place, or the service itself said to most that it had none.</summary>
    public bool IsLimited => Volatile.Read(ref _isLimited) != 0 || Away > 0.5;

    /// <summary>Of the cohort, that the service turned away.</summary>
    public int TurnedAway => Volatile.Read(ref _away);

    /// <summary>Their share of the cohort.</summary>
    public double Away => (double)Volatile.Read(ref _away) / Math.Max(1, Volatile.Read(ref _started));

    /// <summary>How long they were in flight, in ticks.</summary>
    public long AwayTime => Volatile.Read(ref _awayTime);

    /// <summary>Of the cohort, that neither answered nor failed.</summary>
    public int Missing => Math.Max(0, Volatile.Read(ref _started) - Volatile.Read(ref _ended));

    /// <summary>Somebody found no place.</summary>
    public void Limited()
    {
        if (_isLimited == 0) Volatile.Write(ref _isLimited, 1);
    }

    /// <returns>Whether the attempt belongs to the cohort.</returns>
    public bool Start(int inFlight, long now)
    {
        if (inFlight > _peak) Volatile.Write(ref _peak, inFlight);
        if (!IsOpen(now)) return false;
        Interlocked.Increment(ref _started);
        Interlocked.Add(ref _inFlight, inFlight);
        return true;
    }

    /// <param name="taken">As <see cref="OverloadEvidence.Of"/> says.</param>
    public void End(long taken)
    {
        if (taken < 0)
        {
            Interlocked.Increment(ref _away);
            Interlocked.Add(ref _awayTime, -taken);
        }

        Interlocked.Increment(ref _ended);
    }

    /// <summary>Whether it is time to judge.</summary>
    public bool IsOver(long now)
    {
        if (IsOpen(now)) return false;
        var started = Volatile.Read(ref _started);
        return Volatile.Read(ref _ended) >= started - (started / 20) || IsOutOfPatience(now);
    }

    /// <summary>Whether those that are missing have been waited for in vain.</summary>
    public bool IsOutOfPatience(long now) => now - begun >= _longest + _patience || (!IsOpen(now) && now - begun >= _long + _patience);

    private bool IsOpen(long now)
    {
        var age = now - begun;
        if (age < _short) return true;
        var started = Volatile.Read(ref _started);
        if (isGlance) return started < EnoughToGlance && age < _longest;
        return started < Few ? age < _longest : started < (isCheck ? EnoughToCheck : Enough) && age < _long;
    }
}
