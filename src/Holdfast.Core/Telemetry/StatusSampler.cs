using System.Runtime.CompilerServices;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Telemetry;

/// <summary>Reads every meter once a second, so that 'the last ten seconds' is the difference of two readings.</summary>
public sealed class StatusSampler : IAgent
{
    /// <summary>Length of the window that rates and quantiles are given over.</summary>
    public const int WindowSeconds = 10;

    /// <summary>A younger window would make a rate of one call.</summary>
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly CallMeter _unmatched;
    private readonly ITimer _timer;
    private readonly ConditionalWeakTable<CallMeter, Readings<CallCounts>> _calls = [];
    private readonly ConditionalWeakTable<AttemptMeter, Readings<AttemptCounts>> _attempts = [];
    private Action? _listener;
    private PlanModel? _plan;

    public StatusSampler(TimeProvider time, CallMeter unmatched)
    {
        _time = time;
        _unmatched = unmatched;
        _timer = time.CreateTimer(static self => ((StatusSampler)self!).Tick(), this, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>What is new is read at once: its window begins with it, not with the next second.</summary>
    public void Apply(PlanModel plan)
    {
        Volatile.Write(ref _plan, plan);
        Read(newOnly: true);
    }

    /// <summary>What happened on the interface in the window, and how long the window was.</summary>
    public (CallCounts Counts, TimeSpan Over) Window(InterfaceState state) => Window(state.Meter);

    /// <inheritdoc cref="Window(InterfaceState)"/>
    public (AttemptCounts Counts, TimeSpan Over) Window(NodeState state)
    {
        var now = state.Meter.Read();
        return _attempts.TryGetValue(state.Meter, out var readings) && readings.Oldest is { } oldest
            ? (now.Since(oldest.Reading), Since(oldest.At))
            : (now, TimeSpan.FromSeconds(WindowSeconds));
    }

    /// <summary>Requests that matched no interface.</summary>
    public (CallCounts Counts, TimeSpan Over) Unmatched() => Window(_unmatched);

    /// <summary>The newest reading of an interface; null before the first.</summary>
    public CallCounts? Newest(InterfaceState state) => _calls.TryGetValue(state.Meter, out var readings) ? readings.Newest : null;

    /// <param name="listener">Called once a second, after the meters were read, by the timer's thread: must be quick and must not throw.</param>
    public void Listen(Action listener) => Volatile.Write(ref _listener, _listener + listener);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private (CallCounts Counts, TimeSpan Over) Window(CallMeter meter)
    {
        var now = meter.Read();
        return _calls.TryGetValue(meter, out var readings) && readings.Oldest is { } oldest
            ? (now.Since(oldest.Reading), Since(oldest.At))
            : (now, TimeSpan.FromSeconds(WindowSeconds));
    }

    private TimeSpan Since(long at)
    {
        var over = _time.GetElapsedTime(at);
        return over < ShortestWindow ? ShortestWindow : over;
    }

    private void Tick()
    {
        Read(newOnly: false);
        Volatile.Read(ref _listener)?.Invoke();
    }

    private void Read(bool newOnly)
    {
        var plan = Volatile.Read(ref _plan);
        if (plan is null) return;
        var at = _time.GetTimestamp();
        Push(_unmatched, at, newOnly);
        foreach (var target in plan.Interfaces.Values) Push(target.State.Meter, at, newOnly);
        foreach (var node in plan.Versions.SelectMany(static version => version.Nodes))
        {
            var meter = node.State.Meter;
            if (!newOnly || !_attempts.TryGetValue(meter, out _)) _attempts.GetOrCreateValue(meter).Push(meter.Read(), at);
        }
    }

    private void Push(CallMeter meter, long at, bool newOnly)
    {
        if (newOnly && _calls.TryGetValue(meter, out _)) return;
        // A reading holds every bucket; those between which nothing was counted are one object.
        var readings = _calls.GetOrCreateValue(meter);
        readings.Push(meter.IsUntouched ? CallCounts.None : meter.Read(readings.Newest), at);
    }

    /// <summary>The newest readings, one a second.</summary>
    private sealed class Readings<T>
    {
        private readonly Lock _gate = new();
        private readonly Queue<(T Reading, long At)> _kept = new();

        public (T Reading, long At)? Oldest
        {
            get { lock (_gate) return _kept.TryPeek(out var oldest) ? oldest : null; }
        }

        /// <summary>Null before the first.</summary>
        public T? Newest { get; private set; }

        public void Push(T reading, long at)
        {
            lock (_gate)
            {
                Newest = reading;
                if (_kept.Count == WindowSeconds) _kept.Dequeue();
                _kept.Enqueue((reading, at));
            }
        }
    }
}
