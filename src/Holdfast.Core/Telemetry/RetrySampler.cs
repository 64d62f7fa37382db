using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Telemetry;

/// <summary>Reads how many attempts were made beyond the calls, once a second, as <see cref="StatusSampler"/> reads the meters.</summary>
public sealed class RetrySampler : IAgent
{
    private readonly RuntimeState _state;
    private readonly IRetryCountSlice? _slice;
    private readonly ITimer _timer;
    private readonly Queue<Reading> _kept = new();
    private readonly Lock _gate = new();
    private PlanModel? _plan;

    public RetrySampler(RuntimeState state, IRetryCountSlice? slice)
    {
        _state = state;
        _slice = slice;
        _timer = state.Time.CreateTimer(static self => ((RetrySampler)self!).Tick(), this, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public void Apply(PlanModel plan)
    {
        Volatile.Write(ref _plan, plan);
        lock (_gate)
            if (_kept.Count == 0) _kept.Enqueue(Read(plan));
    }

    /// <summary>Retries and hedges a second over the window.</summary>
    public (double Retries, double Hedges) Extra(InterfaceState target)
    {
        if (_slice is null || Oldest() is not { } oldest) return (0, 0);
        var now = _slice.Extra(target);
        var then = oldest.Interfaces.GetValueOrDefault(target);
        return (Rate(now.Retries - then.Retries, oldest), Rate(now.Hedges - then.Hedges, oldest));
    }

    /// <summary>Retries and hedges a second that the budget did not allow, over the window.</summary>
    public double OverBudget(string service)
    {
        if (_slice is null || Oldest() is not { } oldest) return 0;
        var state = _state.Service(service);
        return Rate(_slice.OverBudget(state) - oldest.Services.GetValueOrDefault(state), oldest);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private double Rate(long count, Reading since) => count / Math.Max(1, _state.Time.GetElapsedTime(since.At).TotalSeconds);

    private Reading? Oldest()
    {
        lock (_gate) return _kept.TryPeek(out var oldest) ? oldest : null;
    }

    private void Tick()
    {
        if (Volatile.Read(ref _plan) is not { } plan) return;
        lock (_gate)
        {
            if (_kept.Count == StatusSampler.WindowSeconds) _kept.Dequeue();
            _kept.Enqueue(Read(plan));
        }
    }

    private Reading Read(PlanModel plan) => new(
        _state.Time.GetTimestamp(),
        _slice is null ? [] : plan.Interfaces.Values.ToDictionary(static target => target.State, target => _slice.Extra(target.State)),
        _slice is null ? [] : plan.Services.Keys.Select(_state.Service).ToDictionary(static service => service, _slice.OverBudget));

    private sealed record Reading(
        long At, Dictionary<InterfaceState, (long Retries, long Hedges)> Interfaces, Dictionary<ServiceState, long> Services);
}
