using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary>Puts the end of switches on record. They end by themselves: calls look at the clock.</summary>
internal sealed class SwitchAgent : IAgent
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly AgentContext _context;
    private readonly ITimer _timer;
    private PlanModel? _plan;

    public SwitchAgent(AgentContext context)
    {
        _context = context;
        _timer = context.Time.CreateTimer(static agent => ((SwitchAgent)agent!).Sweep(), this, Every, Every);
    }

    public void Apply(PlanModel plan) => Volatile.Write(ref _plan, plan);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Sweep()
    {
        if (Volatile.Read(ref _plan) is not { } plan) return;
        var now = _context.Time.GetTimestamp();
        foreach (var target in plan.Interfaces.Values)
        {
            if (!target.State.Has<SwitchState>()) continue;
            var state = SwitchState.Of(target.State);
            if (state.Orders.Length == 0) continue;
            foreach (var over in state.Remove(one => now >= one.Until))
                _context.Signals.Publish("degradation", "switch-expired", $"interfaces.{target.Name}", $"{over.Words} has ended; it was set {over.Order}");
        }
    }
}
