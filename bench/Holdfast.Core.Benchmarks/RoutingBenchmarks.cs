using BenchmarkDotNet.Attributes;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Benchmarks;

/// <summary>From the head of a request to its interface: the time must not grow with the plan.</summary>
[MemoryDiagnoser]
public class RoutingBenchmarks
{
    private BenchmarkRuntime _runtime = null!;
    private PlanModel _plan = null!;
    private BenchmarkCall _matching = null!;
    private BenchmarkCall _unmatched = null!;

    [Params(10, 10_000)]
    public int Interfaces { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _runtime = new BenchmarkRuntime(Interfaces, nodesPerService: 1);
        _plan = _runtime.Plan;
        _matching = new BenchmarkCall(TimeProvider.System, BenchmarkPlan.PathOf(Interfaces / 2));
        _unmatched = new BenchmarkCall(TimeProvider.System, BenchmarkPlan.PathOf(Interfaces / 2) + "/more");
        if (Matching() is null || Unmatched() is not null)
            throw new InvalidOperationException("the router does not do what is to be measured");
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _matching.Dispose();
        _unmatched.Dispose();
        await _runtime.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public InterfaceModel? Matching() => _plan.Router.Match(_matching);

    /// <summary>Fails only at the last segment.</summary>
    [Benchmark]
    public InterfaceModel? Unmatched() => _plan.Router.Match(_unmatched);
}
