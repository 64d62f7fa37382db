using BenchmarkDotNet.Attributes;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Benchmarks;

/// <summary>
/// What one second costs beside the calls: four sweeps of ejection, and whatever else looks at the nodes now and then.
/// 20 ms are 2% of a core.
/// </summary>
[InvocationCount(1)]
[WarmupCount(20)]
[IterationCount(40)]
public class HealthBenchmarks
{
    private readonly FakeTimeProvider _time = new();
    private BenchmarkRuntime _runtime = null!;
    private BenchmarkCall _call = null!;

    [Params(5, 5_000)]
    public int Nodes { get; set; }

    /// <summary>Calls in that second: a node that had none in the last ten is passed over.</summary>
    [Params(0, 10_000)]
    public int Calls { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _runtime = new BenchmarkRuntime(BenchmarkPlan.Read(new MemoryPlanFiles().Add(BenchmarkPlan.FileName, $$"""
            holdfast: 1
            owners: [one@example.com, two@example.com]
            services:
              service: { versions: { v1: { nodes: [ {{BenchmarkPlan.Nodes(Nodes)}} ] } } }
            interfaces:
              everything: { match: { path: "/**" }, service: service }
            """)), _time);
        _call = new BenchmarkCall(_time, "/somewhere");
    }

    [IterationSetup]
    public void Traffic()
    {
        for (var i = 0; i < Calls; i++)
        {
            _call.BeginAgain(_runtime.Plan);
            var running = CallPipeline.RunAsync(_call);
            if (!running.IsCompleted || !running.Result.IsSuccess)
                throw new InvalidOperationException("the calls before the benchmark do not succeed");
        }
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _call.Dispose();
        await _runtime.DisposeAsync();
    }

    [Benchmark]
    public void Second() => _time.Advance(TimeSpan.FromSeconds(1));
}
