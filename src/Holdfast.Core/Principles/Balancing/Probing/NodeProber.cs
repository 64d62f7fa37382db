using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary>Probes one node on a clock of its own, so that a node that hangs delays the news of no other.</summary>
internal sealed class NodeProber : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AgentContext _context;
    private readonly ProbePace _pace;
    private readonly Task _running;
    private ProbeTarget _target;

    /// <param name="after">End of whoever probed the node before: what it found is begun with.</param>
    public NodeProber(ProbeTarget target, AgentContext context, ProbePace pace, Task after)
    {
        _pace = pace;
        _target = target;
        _context = context;
        _running = RunAsync(after);
    }

    /// <summary>The node as the live revision has it; one with another <see cref="ProbePlan"/> needs another prober.</summary>
    public ProbeTarget Target
    {
        get => Volatile.Read(ref _target);
        set => Volatile.Write(ref _target, value);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    /// <summary>Ends probing and forgets what it found: for when the plan no longer asks for probes.</summary>
    public async Task RetireAsync()
    {
        await DisposeAsync();
        Target.Node.State.Withhold(Withheld.Probe, on: false, "");
    }

    private async Task RunAsync(Task after)
    {
        await after;
        try
        {
            await ProbeOnAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    private async Task ProbeOnAsync()
    {
        var state = Target.Node.State;
        var machine = ProbeMachine.Unknown with { IsUp = (state.Withheld & Withheld.Probe) == Withheld.None };
        // Nodes probed in step would see their probes arrive in step; each begins somewhere in the first period.
        var wait = _pace.Interval(Target.Plan, Target.Nodes) * _context.Compile.Random.NextDouble();
        while (true)
        {
            await Task.Delay(_pace.ToBeat(wait, _pace.Interval(Target.Plan, Target.Nodes)), _context.Time, _stop.Token);
            var target = Target;
            var began = _context.Time.GetTimestamp();
            var fault = await ProbeCall.AskAsync(target, _context, _stop.Token);
            if (fault is null) state.PassedProbe();
            var next = machine.Next(fault is null, target.Plan.Rise, target.Plan.Fall);
            if (next.IsUp != machine.IsUp) Turn(target, fault);
            machine = next;
            wait = _pace.Interval(target.Plan, target.Nodes) * Spread(target.Plan) - _context.Time.GetElapsedTime(began);
        }
    }

    private double Spread(ProbePlan plan) => 1 + (plan.Jitter * ((2 * _context.Compile.Random.NextDouble()) - 1));

    private void Turn(ProbeTarget target, string? fault)
    {
        var why = $"{target.Plan.Subject}: {fault}";
        if (!target.Node.State.Withhold(Withheld.Probe, on: fault is not null, why)) return;
        if (fault is null)
        {
            BalancingSignals.ProbePasses(_context.Signals, target.Version, target.Node);
            return;
        }

        BalancingSignals.ProbeFails(_context.Signals, target.Version, target.Node, why);
        EjectAgent.KeepOne(target.Version, _context);
    }
}
