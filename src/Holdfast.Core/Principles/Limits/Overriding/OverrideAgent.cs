using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Limits.Overriding;

/// <summary>Puts the end of operators' limits on record. They end by themselves: calls look at the clock.</summary>
internal sealed class OverrideAgent : IAgent
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly AgentContext _context;
    private readonly ITimer _timer;
    private PlanModel? _plan;

    public OverrideAgent(AgentContext context)
    {
        _context = context;
        _timer = context.Time.CreateTimer(static agent => ((OverrideAgent)agent!).Sweep(), this, Every, Every);
    }

    public void Apply(PlanModel plan) => Volatile.Write(ref _plan, plan);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Sweep()
    {
        if (Volatile.Read(ref _plan) is not { } plan) return;
        var now = _context.Time.GetTimestamp();
        foreach (var target in plan.Interfaces.Values)
        {
            if (!target.State.Has<OverrideState>()) continue;
            var state = OverrideState.Of(target.State);
            if (state.Order is { } order && now >= order.Until && state.Remove(order))
                _context.Signals.Publish(LimitSignals.Slice, "limit-expired", $"interfaces.{target.Name}", $"it is {order.Words} no longer; that was set {order.Order}");
        }
    }
}
