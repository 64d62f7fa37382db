using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Principles.Limits.Overload.Shedding;
using Holdfast.Core.Principles.Limits.Protection;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Limits.Protection;

/// <summary>A process with one queue of work, in virtual time: calls come by chance, each is so much work, a refused one a twentieth of it; which it is to be is decided at its turn.</summary>
internal sealed class SimulatedProcess : IAsyncDisposable
{
    /// <summary>Calls a second that it can carry.</summary>
    public const double Capacity = 2_000;

    private const double Step = 0.005;
    private const double Look = 0.1;
    private const double OfRefused = 0.05;

    private readonly Bench _bench;
    private readonly ProtectionSite _site;
    private readonly SplitMixRandom _random;
    private double _now;
    private double _nextLook = Look;
    private readonly Queue<(double At, Criticality Criticality)> _queue = new();
    private double _left;
    private double _seen;
    private double _used;

    public SimulatedProcess(ulong seed = 1, string protect = "{}")
    {
        _bench = new Bench(seed: seed);
        _random = new SplitMixRandom(seed);
        var context = new CompileContext(_bench.Runtime.State, _bench.Runtime.Signals, _random, "");
        _site = new ProtectionSite(ProtectionPlans.Read(protect), context);
        State = new ProtectionState(_random, Frequency);
    }

    private const long Frequency = 1_000_000;

    public ProtectionState State { get; }

    /// <summary>How long the next one has waited, in seconds.</summary>
    public double Waiting => _queue.TryPeek(out var next) ? _now - next.At : 0;

    /// <summary>A wait that is none of the calls' doing.</summary>
    public double Foreign { get; set; }

    /// <summary>Every so many seconds it stands still for 80 ms.</summary>
    public double PauseEvery { get; set; } = double.PositiveInfinity;

    public Func<IRandomSource, Criticality> Draw { get; set; } = static _ => Criticality.Normal;

    public int SignalsOf(string name) => _bench.Runtime.Signals.Kept().Count(signal => signal.Name == name);

    public Seen Run(double seconds, double rate)
    {
        var seen = new Seen();
        var (until, nextPause, next) = (_now + seconds, _now + PauseEvery, _now);
        while (_now < until)
        {
            _now += Step;
            if (_now >= nextPause) (_left, nextPause) = (_left - 0.08, nextPause + PauseEvery);
            for (; next < _now; next += -Math.Log(1 - _random.NextDouble()) / rate) _queue.Enqueue((next, Draw(_random)));
            seen.Waits.Add(Waiting);
            Work(seen);
            if (_now < _nextLook) continue;
            State.Look(_site, new ProcessReading(_used / Look, null, TimeSpan.FromSeconds(_seen + Foreign)), (long)(_now * Frequency));
            // What is put into the queue now is heard of with the next look.
            (_seen, _used, _nextLook) = (Waiting, 0, _nextLook + Look);
        }

        return seen;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private void Work(Seen seen)
    {
        _left = Math.Min(_left, 0) + Step;
        while (_left > 0 && _queue.TryDequeue(out var next))
        {
            var isIn = State.Admits(((int)next.Criticality * ShedRank.Parts) + _random.Next(ShedRank.Parts));
            var work = (isIn ? 1 : OfRefused) / Capacity;
            (_left, _used) = (_left - work, _used + work);
            seen.Calls.Add((next.Criticality, isIn));
        }
    }

    internal sealed class Seen
    {
        public List<(Criticality Criticality, bool IsIn)> Calls { get; } = [];

        public List<double> Waits { get; } = [];

        public int Refused => Calls.Count(static call => !call.IsIn);

        public double In => Calls.Count(static call => call.IsIn);

        public double LongestWait => Waits.Max();

        public double ShareOf(Criticality criticality) => Calls.Where(call => call.Criticality == criticality).Average(static call => call.IsIn ? 1 : 0);

        public override string ToString() => $"{Calls.Count} calls, {Refused} refused, longest wait {LongestWait * 1_000:0} ms";
    }
}
