using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing;

/// <summary>Probes one node on a clock of its own, so that a node that hangs delays the news of no other.</summary>
internal sealed class NodeProber : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public NodeProber(ServiceModel service, NodeModel node, ProbePlan plan, AgentContext context)
    {
        Service = service;
        Node = node;
        Plan = plan;
        _running = RunAsync(context);
    }

    public ServiceModel Service { get; }

    public NodeModel Node { get; }

    public ProbePlan Plan { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    /// <summary>Ends probing and forgets what it found: used when the plan no longer asks for it.</summary>
    public async Task RetireAsync()
    {
        await DisposeAsync();
        Node.State.Withhold(Withheld.Probe, on: false, "");
    }

    private async Task RunAsync(AgentContext context)
    {
        // Nodes probed in step would see their probes arrive in step; each begins somewhere in the first period.
        var wait = Plan.Every * context.Compile.Random.NextDouble();
        var machine = (Node.State.Withheld & Withheld.Probe) == Withheld.None ? ProbeMachine.Unknown : new ProbeMachine(IsUp: false, 0);
        try
        {
            while (true)
            {
                await Task.Delay(wait, context.Time, _stop.Token);
                var began = context.Time.GetTimestamp();
                var fault = await ProbeAsync(context);
                Node.State.Probed();
                var next = machine.Next(fault is null);
                if (next.IsUp != machine.IsUp) Turn(context, fault);
                machine = next;
                wait = Plan.Every - context.Time.GetElapsedTime(began);
                if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    private async Task<string?> ProbeAsync(AgentContext context)
    {
        using var time = new CancellationTokenSource(Plan.Timeout, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, _stop.Token);
        try
        {
            return await context.Probe.ProbeAsync(Service, Node, Plan.Path, either.Token);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return $"no answer within {Plan.Timeout.TotalSeconds:0.###} s";
        }
    }

    private void Turn(AgentContext context, string? fault)
    {
        var subject = $"services.{Service.Name}";
        if (!Node.State.Withhold(Withheld.Probe, on: fault is not null, $"probe {Plan.Path}: {fault}")) return;
        if (fault is null) context.Signals.Publish("balancing", "probe-passes", subject, $"{Node.Address} answers its probe again");
        else context.Signals.Publish("balancing", "probe-fails", subject, $"{Node.Address} gets no traffic: probe {Plan.Path}: {fault}");
    }
}
