using Holdfast.Control.Plans;
using Holdfast.Core;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Core.Staging;

namespace Holdfast.Control.Tests.Plans;

/// <summary>A runtime that carries plans out, without a socket.</summary>
internal sealed class RuntimeTarget(TimeProvider time) : IPlanTarget, IAsyncDisposable
{
    public HoldfastRuntime Runtime { get; } = new(Slices.All, new NoProbe(), time, new SplitMixRandom(1));

    /// <summary>Why plans cannot go live; null: they can.</summary>
    public string? Reason { get; set; }

    public async Task<string?> ApplyAsync(
        HoldfastPlan plan, string digest, int number, Func<CancellationToken, Task> record, CancellationToken cancellation)
    {
        if (Reason is not null) return Reason;
        var model = Runtime.Prepare(plan, digest, number);
        await record(cancellation);
        Runtime.Publish(model);
        return null;
    }

    public async Task<StagedPlan> StageAsync(
        HoldfastPlan plan, string digest, int number, StageScope scope, double share, double alpha, Func<CancellationToken, Task> record, CancellationToken cancellation)
    {
        var staged = Runtime.PrepareStage(plan, digest, number, scope, share, alpha, new SplitMixRandom(2));
        await record(cancellation);
        Runtime.Stage(staged);
        return staged;
    }

    public void EndStage(StagedPlan staged) => Runtime.EndStage(staged);

    public ValueTask DisposeAsync() => Runtime.DisposeAsync();

    private sealed class NoProbe : INodeProbe
    {
        public ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, ProbePlan plan, CancellationToken cancellation) => new((string?)null);
    }
}
