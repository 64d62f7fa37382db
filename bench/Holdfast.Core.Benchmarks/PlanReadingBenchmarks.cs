using BenchmarkDotNet.Attributes;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Benchmarks;

/// <summary>From the text of a plan to its records, rules checked: bar 2 s for 10,000 interfaces and 50,000 nodes.</summary>
[MemoryDiagnoser]
public class PlanReadingBenchmarks
{
    private readonly MemoryPlanFiles _small = new();
    private readonly MemoryPlanFiles _large = new();

    [GlobalSetup]
    public void Setup()
    {
        _small.Add(BenchmarkPlan.FileName, BenchmarkPlan.Text(interfaces: 10, nodesPerService: 10));
        _large.Add(BenchmarkPlan.FileName, BenchmarkPlan.Text(interfaces: 10_000, nodesPerService: 10));
    }

    [Benchmark(Baseline = true)]
    public HoldfastPlan TenInterfacesFiftyNodes() => BenchmarkPlan.Read(_small);

    [Benchmark]
    public HoldfastPlan TenThousandInterfacesFiftyThousandNodes() => BenchmarkPlan.Read(_large);
}
