using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Picking;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Sweeps over all nodes: ejects those that do worse than the others, lets ejected ones back when their time is over or when a plan leaves no others.</summary>
public sealed class EjectAgent : IAgent
{
    private readonly AgentContext _context;
    private readonly EjectSweep _sweep;
    private readonly ITimer _timer;
    private PlanModel? _plan;
    private int _isSweeping;

    public EjectAgent(AgentContext context)
    {
        _context = context;
        _sweep = new EjectSweep(context.Compile);
        _timer = context.Time.CreateTimer(static self => ((EjectAgent)self!).Tick(), this, EjectSweep.Every, EjectSweep.Every);
    }

    public void Apply(PlanModel plan)
    {
        Volatile.Write(ref _plan, plan);
        foreach (var version in plan.Versions) KeepOne(version, _context);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    /// <summary>To be called after a node has lost its traffic for another reason than its ejection.</summary>
    internal static void KeepOne(VersionModel version, AgentContext context) =>
        BalancingSignals.ReturnedAsLast(context.Signals, version, BalancingSlice.Gate(version.State).ReturnIfLast(version, context.Time));

    private void Tick()
    {
        // A sweep that takes longer than its interval is not overtaken by the next.
        if (Interlocked.Exchange(ref _isSweeping, 1) == 1) return;
        try
        {
            if (Volatile.Read(ref _plan) is { } plan) Sweep(plan);
        }
        finally
        {
            Volatile.Write(ref _isSweeping, 0);
        }
    }

    private void Sweep(PlanModel plan)
    {
        var now = _context.Time.GetTimestamp();
        foreach (var service in plan.Services.Values)
        {
            var eject = service.Plan.Sections.Get(HealthPlan.Field).Eject;
            var keepsKeys = service.Plan.Sections.Get(BalancePlan.Field).KeepsKeys;
            foreach (var version in service.Versions.Values)
            {
                // Nothing but time ends the leaving of panic, so somebody has to look.
                if (version.State.Panic.Phase == PanicPhase.Leaving) version.State.Changed();
                if (eject is not null) _sweep.Run(version, eject, keepsKeys, now);
                Return(version, now);
            }
        }
    }

    private void Return(VersionModel version, long now)
    {
        if (!EjectGate.HasEjected(version)) return;
        var back = new List<NodeModel>();
        for (var i = 0; i < version.Nodes.Count; i++)
        {
            var node = version.Nodes[i];
            var state = BalancingSlice.Eject(node.State);
            var number = state.Number;
            if ((node.State.Withheld & Withheld.Ejected) == Withheld.None) continue;
            // A node that cannot pass its check now could not answer a call either: it waits for the check.
            if (now < state.Until || state.IsCheckFailing) continue;
            if (BalancingSlice.Gate(version.State).Return(node, number, now, _context.Time)) back.Add(node);
        }

        if (back.Count > 0) version.State.Changed();
        foreach (var node in back)
            if (node.State.IsUsable) BalancingSignals.Returned(_context.Signals, version, node, "its time is over");
        // An operator may have taken the last node that was not ejected.
        KeepOne(version, _context);
    }
}
