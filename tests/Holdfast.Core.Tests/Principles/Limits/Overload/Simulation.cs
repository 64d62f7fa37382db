using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;
using Holdfast.Core.Principles.Limits.Overload.Shedding;
using Holdfast.Core.Signals;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Tests.Principles.Limits.Overload;

/// <summary>The protection of a service before a queueing model, in virtual time: calls come by chance, whether others were answered or not.</summary>
internal sealed class Simulation
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly PriorityQueue<Action, (long At, long Order)> _events = new();
    private readonly SplitMixRandom _random;
    private readonly OverloadSite _site;
    private readonly long _began;
    private long _order;
    private long _pausedUntil;
    private long _until;
    private int _run;

    public Simulation(ulong seed = 1, string overload = "")
    {
        _random = new SplitMixRandom(seed);
        _began = _time.GetTimestamp();
        SignalLog = new SignalLog(_time);
        _site = new OverloadSite(OverloadPlans.Read(overload), "s", "services.s.versions.v1", _time, _random, SignalLog);
        State = new OverloadState(_site, _random);
        Backend = new SimulatedBackend(this, _random);
    }

    public OverloadState State { get; }

    public SimulatedBackend Backend { get; }

    public SignalLog SignalLog { get; }

    public List<SimulatedCall> Calls { get; } = [];

    /// <summary>What came of a call later than this is of no use.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(1);

    public int Users { get; set; } = 1_000;

    /// <summary>Criticality of the next call.</summary>
    public Func<IRandomSource, Criticality> Draw { get; set; } = static _ => Criticality.Normal;

    /// <summary>Mean of what an answer takes on its way, by chance.</summary>
    public TimeSpan Jitter { get; set; }

    /// <summary>A gateway that stands still for 5 to 100 ms, again and again, as on a machine with too much to do: nothing is noticed meanwhile.</summary>
    /// <param name="every">On average.</param>
    public void Pause(TimeSpan every) => After(every * SimulatedBackend.Exponential(_random), () =>
    {
        _pausedUntil = _time.GetTimestamp() + TimeSpan.FromMilliseconds(5 + (95 * _random.NextDouble())).Ticks;
        Pause(every);
    });

    public TimeSpan Now => _time.GetElapsedTime(_began);

    /// <summary>In virtual milliseconds.</summary>
    public double Usual => State.Limit.Usual("i").TotalMilliseconds;

    public IEnumerable<string> Signals => SignalLog.Kept().Select(static signal => signal.Name);

    public void After(TimeSpan wait, Action happens) => _events.Enqueue(happens, (_time.GetTimestamp() + Math.Max(1, wait.Ticks), _order++));

    /// <summary>So many calls a second, for so long.</summary>
    public Results Run(double seconds, double rate)
    {
        var first = Calls.Count;
        var from = Now;
        _until = _time.GetTimestamp() + TimeSpan.FromSeconds(seconds).Ticks;
        Arrive(rate, ++_run);
        while (_events.TryPeek(out _, out var at) && at.At < _until) Step();
        Advance(_until);
        return new Results([.. Calls.Skip(first)], from, Now);
    }

    private void Step()
    {
        if (!_events.TryDequeue(out var happens, out var at)) return;
        Advance(at.At);
        happens();
    }

    private void Advance(long to)
    {
        // In steps that let what is looked at every few milliseconds happen in its time.
        while (to - _time.GetTimestamp() is > 0 and var left) _time.Advance(TimeSpan.FromTicks(Math.Min(left, TimeSpan.TicksPerMillisecond)));
    }

    private void Arrive(double rate, int run)
    {
        if (rate <= 0) return;
        After(TimeSpan.FromSeconds(SimulatedBackend.Exponential(_random) / rate), () =>
        {
            if (run != _run) return;
            var at = Now;
            Noticed(() => Come(at));
            Arrive(rate, run);
        });
    }

    private void Noticed(Action happens)
    {
        if (_time.GetTimestamp() >= _pausedUntil) happens();
        else _events.Enqueue(happens, (_pausedUntil, _order++));
    }

    private void Come(TimeSpan at)
    {
        var user = SipHashOf(_random.Next(Users));
        var call = new SimulatedCall(Draw(_random), user, at, Settled);
        Calls.Add(call);
        var now = _time.GetTimestamp();
        if (State.Level.IsOn && !State.Admits(_site, ShedRank.Place(call.Criticality, user), now)) End(call, Fate.Refused);
        else if (State.TryTake(_site, now) is { } place) Begin(call, place);
        else if (!State.Enter(_site, call, Patience.Ticks, now)) End(call, Fate.Refused);
    }

    private void Settled(SimulatedCall call, ConcurrencyEpoch? place)
    {
        if (place is null) End(call, Fate.Refused);
        else Begin(call, place);
    }

    private void Begin(SimulatedCall call, ConcurrencyEpoch place)
    {
        var began = _time.GetTimestamp();
        var taken = Backend.Begin(() => OnItsWay(() => Noticed(() => Done(Fate.Answered))));
        if (!taken)
        {
            After(TimeSpan.FromMilliseconds(1), () => Done(Fate.Failed));
            return;
        }

        After(Patience - (Now - call.At), () => Noticed(() => Done(Fate.Late)));

        void Done(Fate fate)
        {
            if (call.Fate != Fate.Pending) return;
            End(call, fate);
            var now = _time.GetTimestamp();
            var evidence = fate switch
            {
                Fate.Answered => now - began,
                Fate.Failed => began - now,
                _ => OverloadEvidence.Dropped,
            };
            State.Release(_site, place, State.Limit.Track("i"), evidence, now);
        }
    }

    private void OnItsWay(Action arrives)
    {
        if (Jitter == TimeSpan.Zero) arrives();
        else After(Jitter * SimulatedBackend.Exponential(_random), arrives);
    }

    private void End(SimulatedCall call, Fate fate) => (call.Fate, call.Took) = (fate, Now - call.At);

    private static ulong SipHashOf(int user) => Core.Pipeline.Keys.SipHash.Of(BitConverter.GetBytes(user), Core.Pipeline.Keys.HashSeed.Stable);

    /// <summary>What became of the calls of one run, those left out that are still on their way.</summary>
    internal sealed record Results(IReadOnlyList<SimulatedCall> Calls, TimeSpan From, TimeSpan To)
    {
        public double GoodPerSecond => Calls.Count(static call => call.Fate == Fate.Answered) / (To - From).TotalSeconds;

        public int Refused => Calls.Count(static call => call.Fate == Fate.Refused);

        /// <summary>Of the answered, in milliseconds.</summary>
        public double P99 => At(0.99);

        public double SlowestRefusal => Calls.Where(static call => call.Fate == Fate.Refused).Select(static call => call.Took.TotalMilliseconds).DefaultIfEmpty().Max();

        public double AnsweredShare(Criticality criticality)
        {
            var all = Calls.Where(call => call.Criticality == criticality && call.Fate != Fate.Pending).ToArray();
            return (double)all.Count(static call => call.Fate == Fate.Answered) / all.Length;
        }

        public Results After(double seconds) => this with { Calls = [.. Calls.Where(call => call.At >= From + TimeSpan.FromSeconds(seconds))], From = From + TimeSpan.FromSeconds(seconds) };

        public override string ToString() =>
            $"{Calls.Count} calls, {GoodPerSecond:0} good a second, {Refused} refused, {Calls.Count(static c => c.Fate == Fate.Late)} late, {Calls.Count(static c => c.Fate == Fate.Failed)} failed, p99 {P99:0.0} ms, slowest refusal {SlowestRefusal:0.0} ms";

        private double At(double quantile)
        {
            var sorted = Calls.Where(static call => call.Fate == Fate.Answered).Select(static call => call.Took.TotalMilliseconds).Order().ToArray();
            return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(quantile * sorted.Length))];
        }
    }
}
