using BenchmarkDotNet.Attributes;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Benchmarks;

/// <summary>The whole way of a call that is answered by what is at hand, beside one that goes to a node.</summary>
[MemoryDiagnoser]
public class CacheBenchmarks
{
    private const string Text = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } } }
        interfaces:
          plain: { match: { path: /plain }, service: s }
          kept: { match: { path: /kept }, service: s, cache: { ttl: 1h } }
        """;

    private BenchmarkRuntime _runtime = null!;
    private PlanModel _plan = null!;
    private BenchmarkCall _kept = null!;
    private BenchmarkCall _plain = null!;

    [GlobalSetup]
    public void Setup()
    {
        _runtime = new BenchmarkRuntime(PlanReader.Read("plan.yaml", new MemoryPlanFiles().Add("plan.yaml", Text), static _ => null).Plan!);
        _plan = _runtime.Plan;
        _kept = new BenchmarkCall(TimeProvider.System, "/kept") { Body = new byte[512] };
        _plain = new BenchmarkCall(TimeProvider.System, "/plain");
        Run(_kept);
        if (Run(_kept).Status != 200 || _kept.Attempts != 0) throw new InvalidOperationException("nothing was kept");
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _kept.Dispose();
        _plain.Dispose();
        await _runtime.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Outcome AskedOfANode() => Run(_plain);

    [Benchmark]
    public Outcome AtHand() => Run(_kept);

    private Outcome Run(BenchmarkCall call)
    {
        call.BeginAgain(_plan);
        var running = CallPipeline.RunAsync(call);
        return running.IsCompleted ? running.Result : throw new InvalidOperationException("the call has not ended");
    }
}
