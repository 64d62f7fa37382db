using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles;
using Holdfast.Core.Principles.Balancing.Probing;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>A plan in which every principle that acts on the way of a call is at work. Its times are long, so that no pause of the machine makes an attempt wait for too long.</summary>
internal static class EverythingOn
{
    public const string TenantHeader = "X-Tenant";

    public const string Yaml = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002", "http://127.0.0.1:1003" ] } }
            overload: {}
            pool: { concurrency: 500 }
            connections: 500
            cells: { by: "header:X-Tenant", shards: { nodes: 2 } }
            breaker: { failure-ratio: 0.5, slow: 30s, trial-timeout: 30s, hanging: 500, quorum: 0.5 }
        interfaces:
          i:
            match: { path: "/{first}/{rest...}" }
            service: s
            timeout: 2m
            retry: { attempts: 2, per-try: 50s, late: { at-least: 40s }, hedge: { after: 40s, at-most: 0.1 } }
            limit: [ { rate: 10000000/s, burst: 10000000 }, { rate: 10000000/s, burst: 10000000, per: "header:X-Tenant" } ]
            isolate: [ { concurrency: 500 }, { concurrency: 100, per: "header:X-Tenant" } ]
            hot-keys: { key: "parameter:first", share: 1, rate: 10000000/s }
            otherwise: { answer: { body: "[]" } }
        """;

    public static HoldfastRuntime Start(TimeProvider time)
    {
        var runtime = new HoldfastRuntime(Slices.All, new NoProbe(), time, new SplitMixRandom(1));
        runtime.Publish(runtime.Prepare(Bench.Read(Yaml), "00"));
        return runtime;
    }

    private sealed class NoProbe : INodeProbe
    {
        public ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, ProbePlan plan, CancellationToken cancellation) => new((string?)null);
    }
}
