using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;
using Holdfast.Core.Principles.Balancing.Probing;

namespace Holdfast.Core.Benchmarks;

/// <summary>A plan at work with every principle that there is.</summary>
internal sealed class BenchmarkRuntime : IAsyncDisposable
{
    private readonly HoldfastRuntime _runtime;

    public BenchmarkRuntime(int interfaces, int nodesPerService)
        : this(BenchmarkPlan.Read(interfaces, nodesPerService))
    {
    }

    public BenchmarkRuntime(HoldfastPlan plan, TimeProvider? time = null)
    {
        _runtime = new HoldfastRuntime(Slices.All, new NoProbe(), time ?? TimeProvider.System, new SplitMixRandom(seed: 42));
        Plan = _runtime.Prepare(plan, digest: "");
        _runtime.Publish(Plan);
    }

    public PlanModel Plan { get; }

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    /// <summary>The plans measured here ask for no probes.</summary>
    private sealed class NoProbe : INodeProbe
    {
        public ValueTask<string?> ProbeAsync(
            ServiceModel service, NodeModel node, ProbePlan plan, CancellationToken cancellation) =>
            throw new NotSupportedException("no plan of a benchmark asks for probes");
    }
}
