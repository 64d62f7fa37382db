using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing;

/// <summary>Lets ejected nodes back when their time is over.</summary>
public sealed class EjectAgent : IAgent
{
    private static readonly TimeSpan Sweep = TimeSpan.FromMilliseconds(250);

    private readonly AgentContext _context;
    private readonly ITimer _timer;
    private PlanModel? _plan;

    public EjectAgent(AgentContext context)
    {
        _context = context;
        _timer = context.Time.CreateTimer(static self => ((EjectAgent)self!).Tick(), this, Sweep, Sweep);
    }

    public void Apply(PlanModel plan) => Volatile.Write(ref _plan, plan);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tick()
    {
        var plan = Volatile.Read(ref _plan);
        if (plan is null) return;
        var now = _context.Time.GetTimestamp();
        foreach (var version in plan.Versions)
            foreach (var node in version.Nodes)
                if ((node.State.Withheld & Withheld.Ejected) != Withheld.None) Return(version, node, now);
    }

    private void Return(VersionModel version, NodeModel node, long now)
    {
        var state = BalancingSlice.Eject(node.State);
        if (now < state.Until) return;
        state.Until = 0;
        state.Succeeded();
        if (!node.State.Withhold(Withheld.Ejected, on: false, "")) return;
        _context.Signals.Publish("balancing", "node-returned", $"services.{version.Service}.versions.{version.Name}",
            $"{node.Address} gets traffic again");
    }
}
