using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Lets ejected nodes back when their time is over, or when a plan leaves no others.</summary>
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

    public void Apply(PlanModel plan)
    {
        Volatile.Write(ref _plan, plan);
        foreach (var version in plan.Versions) KeepOne(version, _context);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    /// <summary>Called after a node has lost its traffic for another reason than its ejection.</summary>
    internal static void KeepOne(VersionModel version, AgentContext context) =>
        BalancingSignals.ReturnedAsLast(context.Signals, version, BalancingSlice.Gate(version.State).ReturnIfLast(version));

    private void Tick()
    {
        var plan = Volatile.Read(ref _plan);
        if (plan is null) return;
        var now = _context.Time.GetTimestamp();
        foreach (var version in plan.Versions)
        {
            // Nothing but time ends the leaving of panic, so somebody has to look.
            if (version.State.Panic.Phase == PanicPhase.Leaving) version.State.Changed();
            foreach (var node in version.Nodes)
                if ((node.State.Withheld & Withheld.Ejected) != Withheld.None) Return(version, node, now);
        }
    }

    private void Return(VersionModel version, NodeModel node, long now)
    {
        if (now < BalancingSlice.Eject(node.State).Until) return;
        if (!BalancingSlice.Gate(version.State).Return(node)) return;
        if (node.State.IsUsable) BalancingSignals.Returned(_context.Signals, version, node);
    }
}
