using System.Collections.Concurrent;

namespace Holdfast.Core.Principles.Limits.Overload.Concurrency;

/// <summary>The places of a version: who has one, how many there are, and what those who had one took. Any number of threads at once: to take a place and to give it back waits for no lock.</summary>
internal sealed class ConcurrencyLimit
{
    private static readonly ConcurrencyEpoch Uncounted = new(long.MinValue / 2, 1, 1);

    private readonly ConcurrentDictionary<string, LatencyTrack> _tracks = new(StringComparer.Ordinal);
    private readonly Lock _judging = new();
    private readonly PressWatch _press;
    private readonly long _frequency;
    private StrongBox _machine;
    private ConcurrencyEpoch _epoch;
    private int _places;
    private int _inFlight;
    private long _givenBack;
    private int _beyond;
    private double _ratio = 1;

    public ConcurrencyLimit(int start, long now, long frequency)
    {
        _frequency = frequency;
        _press = new PressWatch(frequency);
        _machine = new StrongBox(new ConcurrencyMachine(start));
        _places = start;
        _epoch = new ConcurrencyEpoch(now, 0, frequency);
    }

    public ConcurrencyMachine Machine => Volatile.Read(ref _machine).Value;

    public int Places => Volatile.Read(ref _places);

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Places given back since the beginning: what has been served, also while a lower limit lets nobody in.</summary>
    public long GivenBack => Volatile.Read(ref _givenBack);

    /// <summary>How long attempts took lately, as a multiple of what is usual.</summary>
    public double Ratio => Volatile.Read(ref _ratio);

    /// <summary>By interface.</summary>
    public IEnumerable<KeyValuePair<string, LatencyTrack>> Tracks => _tracks;

    public LatencyTrack Track(string target) => _tracks.GetOrAdd(target, static _ => new LatencyTrack());

    /// <summary>Forgets the interfaces that are gone.</summary>
    public void KeepOnly(Func<string, bool> isThere)
    {
        foreach (var name in _tracks.Keys)
            if (!isThere(name)) _tracks.TryRemove(name, out _);
    }

    /// <returns>What to give back with <see cref="Release"/>; null: there is no place.</returns>
    public ConcurrencyEpoch? TryTake(long now)
    {
        var epoch = Volatile.Read(ref _epoch);
        while (true)
        {
            var inFlight = Volatile.Read(ref _inFlight);
            if (inFlight >= Volatile.Read(ref _places))
            {
                epoch.Limited();
                _press.HeldBack(GivenBack, now);
                return null;
            }

            if (Interlocked.CompareExchange(ref _inFlight, inFlight + 1, inFlight) != inFlight) continue;
            return epoch.Start(inFlight + 1, now) ? epoch : Uncounted;
        }
    }

    /// <summary>
    /// While more have a place than there are, since there were more: of those that they give back every second one is for
    /// who matters most. Else nobody would be let in until all that are too many have ended, critical calls no more than others.
    /// </summary>
    /// <returns>As <see cref="TryTake"/>; it belongs to no cohort, for what it meets is the queue of the limit before.</returns>
    public ConcurrencyEpoch? TryTakeBeyond()
    {
        while (true)
        {
            var given = Volatile.Read(ref _beyond);
            if (given < 2) return null;
            if (Interlocked.CompareExchange(ref _beyond, given - 2, given) != given) continue;
            Interlocked.Increment(ref _inFlight);
            return Uncounted;
        }
    }

    /// <param name="taken">As <see cref="OverloadEvidence.Of"/> says.</param>
    public void Release(ConcurrencyEpoch epoch, LatencyTrack track, long taken)
    {
        if (Interlocked.Decrement(ref _inFlight) >= Volatile.Read(ref _places)) Interlocked.Increment(ref _beyond);
        else if (_beyond != 0) Volatile.Write(ref _beyond, 0);
        Interlocked.Increment(ref _givenBack);
        if (taken > 0 && _press.IsOn && track.Base.IsKnown) track.Press(taken);
        if (ReferenceEquals(epoch, Uncounted)) return;
        // A moment later it may belong to the epoch before: then it is not looked at any more.
        if (taken > 0 && ReferenceEquals(epoch, Volatile.Read(ref _epoch)) && (taken != OverloadEvidence.Dropped || track.Base.IsKnown)) track.Add(taken, epoch.IsCheck);
        epoch.End(taken);
    }

    /// <summary>Judges the limit where it is time to.</summary>
    /// <param name="slower">The interface that a check has found to be much slower than before, where it has found one.</param>
    public void Judge(OverloadPlan plan, long now, out SlowerThanBefore? slower)
    {
        slower = null;
        if (!Volatile.Read(ref _epoch).IsOver(now) && !_press.IsDue(now)) return;
        // Another is at it. What that one leaves, the next that comes finds.
        if (!_judging.TryEnter()) return;
        try
        {
            if (_epoch.IsOver(now)) JudgeCohort(_epoch, plan, now, out slower);
            if (_press.IsDue(now)) JudgePress(plan, now);
        }
        finally
        {
            _judging.Exit();
        }
    }

    private void JudgeCohort(ConcurrencyEpoch epoch, OverloadPlan plan, long now, out SlowerThanBefore? slower)
    {
        slower = null;
        var reading = Read(epoch, now, out var samples);
        var machine = Machine.Next(reading, plan, now, _frequency, out var lesson);
        foreach (var (name, track, sum, count) in samples)
        {
            var before = track.Base;
            track.Learn(sum, count, lesson);
            if (lesson == BaseLesson.Take && before.IsKnown && track.Base.Ticks > before.Ticks * ConcurrencyMachine.SlowerRatio)
                slower = new SlowerThanBefore(name, Seconds(before), Seconds(track.Base));
        }

        if (reading.Samples > 0) Volatile.Write(ref _ratio, reading.Ratio);
        Adopt(machine, now);
    }

    private void JudgePress(OverloadPlan plan, long now)
    {
        var isHeldBack = _press.Look(GivenBack, now, out var pace);
        var (taken, usual, count) = (0.0, 0.0, 0L);
        foreach (var (_, track) in _tracks)
        {
            var (sum, samples) = track.TakePressed();
            taken += sum;
            usual += track.Base.Ticks * samples;
            count += samples;
        }

        var before = Machine;
        var reading = isHeldBack && count > 0 && pace > 0 ? new PressReading(count, taken / usual, InFlight / pace / (usual / count), InFlight) : default;
        var next = before.Press(reading, plan, now, _frequency);
        if (next.Phase != before.Phase) Adopt(next, now);
        else if (next != before) Volatile.Write(ref _machine, new StrongBox(next));
    }

    /// <summary>The bounds may have changed.</summary>
    public void Bound(OverloadPlan plan, long now)
    {
        lock (_judging)
        {
            var machine = Machine;
            var bounded = Math.Clamp(machine.Limit, plan.Min, Math.Max(plan.Min, plan.Max));
            if (bounded != machine.Limit) Adopt(machine with { Limit = bounded }, now);
        }
    }

    public TimeSpan Usual(string target) => Seconds(Track(target).Base);

    private void Adopt(ConcurrencyMachine machine, long now)
    {
        var usual = _tracks.Values.Select(static track => track.Base.Ticks).DefaultIfEmpty().Max();
        Volatile.Write(ref _machine, new StrongBox(machine));
        Volatile.Write(ref _places, machine.Places);
        Volatile.Write(ref _epoch, new ConcurrencyEpoch(now, (long)usual, _frequency, machine.Phase == ConcurrencyPhase.Checking, machine.IsGlance));
        _press.Follow(usual);
    }

    private ConcurrencyReading Read(ConcurrencyEpoch epoch, long now, out List<(string Name, LatencyTrack Track, long Sum, long Count)> samples)
    {
        samples = [];
        var (taken, usual, count) = (0.0, 0.0, 0L);
        foreach (var (name, track) in _tracks)
        {
            var (sum, samplesOfIt) = track.Take();
            if (samplesOfIt <= 0) continue;
            samples.Add((name, track, sum, samplesOfIt));
            taken += sum;
            usual += track.Base.IsKnown ? track.Base.Ticks * samplesOfIt : sum;
            count += samplesOfIt;
        }

        var missing = epoch.IsOutOfPatience(now) ? epoch.Missing : 0;
        var ratio = usual > 0 ? taken / usual : 1;
        if (missing > 0) ratio = ((ratio * count) + (missing * LatencyBase.ClipMax)) / (count + missing);
        return new ConcurrencyReading(
            count + missing + epoch.TurnedAway, ratio, epoch.IsLimited, epoch.Load, epoch.Peak, epoch.Away, epoch.AwayTime / Math.Max(1, epoch.AwayTime + taken));
    }

    private TimeSpan Seconds(LatencyBase usual) => TimeSpan.FromSeconds(usual.Ticks / _frequency);

    private sealed class StrongBox(ConcurrencyMachine value)
    {
        public ConcurrencyMachine Value { get; } = value;
    }
}
