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

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly ConditionalWeakTable<InterfaceState, Readings<CallCounts>> _interfaces = [];
    private readonly ConditionalWeakTable<NodeState, Readings<AttemptCounts>> _nodes = [];
    private PlanModel? _plan;

    public StatusSampler(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static self => ((StatusSampler)self!).Tick(), this, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public void Apply(PlanModel plan) => Volatile.Write(ref _plan, plan);

    /// <summary>What happened on the interface in the window, and how long the window was.</summary>
    public (CallCounts Counts, TimeSpan Over) Window(InterfaceState state)
    {
        var now = state.Meter.Read();
        return _interfaces.TryGetValue(state, out var readings) && readings.Oldest is { } oldest
            ? (now.Since(oldest.Reading), _time.GetElapsedTime(oldest.At))
            : (now, TimeSpan.FromSeconds(WindowSeconds));
    }

    public (AttemptCounts Counts, TimeSpan Over) Window(NodeState state)
    {
        var now = state.Meter.Read();
        return _nodes.TryGetValue(state, out var readings) && readings.Oldest is { } oldest
            ? (now.Since(oldest.Reading), _time.GetElapsedTime(oldest.At))
            : (now, TimeSpan.FromSeconds(WindowSeconds));
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tick()
    {
        var plan = Volatile.Read(ref _plan);
        if (plan is null) return;
        var at = _time.GetTimestamp();
        foreach (var target in plan.Interfaces.Values)
        {
            var state = target.State;
            if (!state.Meter.IsUntouched) _interfaces.GetOrCreateValue(state).Push(state.Meter.Read(), at);
        }

        foreach (var version in plan.Versions)
            foreach (var node in version.Nodes)
                _nodes.GetOrCreateValue(node.State).Push(node.State.Meter.Read(), at);
    }

    /// <summary>The newest readings, one a second. Written by the ticker alone.</summary>
    private sealed class Readings<T>
    {
        private readonly Lock _gate = new();
        private readonly Queue<(T Reading, long At)> _kept = new();

        public (T Reading, long At)? Oldest
        {
            get { lock (_gate) return _kept.TryPeek(out var oldest) ? oldest : null; }
        }

        public void Push(T reading, long at)
        {
            lock (_gate)
            {
                if (_kept.Count == WindowSeconds) _kept.Dequeue();
                _kept.Enqueue((reading, at));
            }
        }
    }
}
