using BenchmarkDotNet.Attributes;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Benchmarks;

/// <summary>The choice of a node: the time must not grow with their number.</summary>
[MemoryDiagnoser]
public class PickBenchmarks
{
    private BenchmarkRuntime _runtime = null!;
    private VersionModel _version = null!;
    private BenchmarkCall _call = null!;

    [Params(5, 50, 5_000)]
    public int Nodes { get; set; }

    [Params("peak-ewma", "least-request", "round-robin", "random", "hash")]
    public string Policy { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _runtime = new BenchmarkRuntime(BenchmarkPlan.Read(new MemoryPlanFiles().Add(BenchmarkPlan.FileName, Text())));
        _version = _runtime.Plan.Services["service"].Live;
        _call = new BenchmarkCall(TimeProvider.System, "/somewhere");
        // So that nodes have been measured, as those of a service at work.
        for (var i = 0; i < Nodes * 10; i++)
        {
            _call.BeginAgain(_runtime.Plan);
            var running = CallPipeline.RunAsync(_call);
            if (!running.IsCompleted || !running.Result.IsSuccess)
                throw new InvalidOperationException("the calls before the benchmark do not succeed");
        }

        _call.BeginAgain(_runtime.Plan);
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _call.Dispose();
        await _runtime.DisposeAsync();
    }

    [Benchmark]
    public NodeModel? Pick() => _version.Picker.Pick(_version, _call);

    /// <summary>Weights of 1 to 3; the key of the policy hash is the path.</summary>
    private string Text()
    {
        var nodes = BenchmarkPlan.Nodes(Nodes);
        var hash = Policy == "hash" ? ", hash: { on: path }" : "";
        return $$"""
            holdfast: 1
            owners: [one@example.com, two@example.com]
            services:
              service:
                balance: { policy: {{Policy}}{{hash}} }
                versions: { v1: { nodes: [ {{nodes}} ] } }
            interfaces:
              everything: { match: { path: "/**" }, service: service }
            """;
    }
}
