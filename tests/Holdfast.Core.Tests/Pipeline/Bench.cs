using Holdfast.Core.Discovery;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;
using Holdfast.Core.Principles.Balancing.Probing;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>A runtime over fake time, with a plan in it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string TwoNodes = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 2s, retry: { attempts: 2, per-try: 900ms }, max-body: 1KB }
        """;

    /// <param name="publish">False: the test looks names up first, and publishes then.</param>
    public Bench(
        string yaml = TwoNodes, IReadOnlyList<ISlice>? slices = null, INodeProbe? probe = null, string zone = "", ulong seed = 1,
        INodeResolver? resolver = null, bool publish = true, IProcessGauges? process = null, Uri? observed = null)
    {
        Runtime = new HoldfastRuntime(slices ?? Slices.All, probe ?? new SilentProbe(), Time, new SplitMixRandom(seed), zone, resolver, process)
        {
            Observed = observed is null ? null : new ObservedPaths(observed, Time),
        };
        if (publish) Publish(yaml);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public HoldfastRuntime Runtime { get; }

    public PlanModel Plan => Runtime.Plan!;

    public static HoldfastPlan Read(string yaml)
    {
        var read = PlanReader.Read("plan.yaml", new MemoryPlanFiles().Add("plan.yaml", yaml), static _ => null);
        read.Errors.ShouldBeEmpty();
        return read.Plan!;
    }

    public PlanModel Publish(string yaml)
    {
        var model = Runtime.Prepare(Read(yaml), "00");
        Runtime.Publish(model);
        return model;
    }

    public FakeCall Call() => new(Time) { Plan = Plan };

    public VersionModel Version(string service = "s") => Plan.Services[service].Live;

    public NodeModel Node(int index, string service = "s") => Version(service).Nodes[index];

    public ValueTask DisposeAsync() => Runtime.DisposeAsync();

    internal sealed class SilentProbe : INodeProbe
    {
        public ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, ProbePlan plan, CancellationToken cancellation) => new((string?)null);
    }
}
