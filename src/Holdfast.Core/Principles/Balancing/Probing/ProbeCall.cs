using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary>One probe, within its time.</summary>
internal static class ProbeCall
{
    /// <returns>Null when the node is well. Whatever a probe throws says that it is not: one that ended probing would leave the node as it is for good.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static async Task<string?> AskAsync(ProbeTarget target, AgentContext context, CancellationToken stop)
    {
        var fault = await JudgeAsync(target, context, stop);
        BalancingSlice.Probes(target.Version.State).Add(fault is null);
        return fault;
    }

    private static async Task<string?> JudgeAsync(ProbeTarget target, AgentContext context, CancellationToken stop)
    {
        using var time = new CancellationTokenSource(target.Plan.Timeout, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, stop);
        try
        {
            return await context.Probe.ProbeAsync(target.Service, target.Node, target.Plan, either.Token);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return $"no answer within {target.Plan.Timeout.TotalSeconds:0.###} s";
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            return fault.Message;
        }
    }
}
