using Holdfast.Cli.Starting;
using Holdfast.Control.Plans;
using Holdfast.Core.Plan;
using Holdfast.Core.Staging;
using Holdfast.Gateway;

namespace Holdfast.Cli.Up;

/// <summary>Lets the gateway carry out plans.</summary>
internal sealed class GatewayTarget(GatewayServer gateway) : IPlanTarget
{
    public Task<StagedPlan> StageAsync(
        HoldfastPlan plan, string digest, int number, StageScope scope, double share, double alpha, Func<CancellationToken, Task> record, CancellationToken cancellation) =>
        gateway.StageAsync(plan, digest, number, scope, share, alpha, record, cancellation);

    public void EndStage(StagedPlan staged) => gateway.Runtime.EndStage(staged);

    public async Task<string?> ApplyAsync(
        HoldfastPlan plan, string digest, int number, Func<CancellationToken, Task> record, CancellationToken cancellation)
    {
        try
        {
            await gateway.ApplyAsync(plan, digest, number, record, cancellation);
            return null;
        }
        catch (Exception fault) when (StartFaults.TryName(fault, out _))
        {
            StartFaults.TryName(fault, out var known);
            return $"{known!.Id}: {fault.Message}";
        }
    }
}
