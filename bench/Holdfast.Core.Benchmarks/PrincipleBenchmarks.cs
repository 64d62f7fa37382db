using BenchmarkDotNet.Attributes;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Benchmarks;

/// <summary>A whole call with each principle alone, and with all of them: bar 1 µs and no allocation. Compare with <see cref="PollyBenchmarks"/>.</summary>
[MemoryDiagnoser]
public class PrincipleBenchmarks
{
    private ProtectedRuntime _runtime = null!;
    private BenchmarkCall _atOnce = null!;
    private BenchmarkCall _suspended = null!;

    public static IEnumerable<string> Cases => ProtectedPlan.Cases;

    [ParamsSource(nameof(Cases))]
    public string With { get; set; } = "";

    [GlobalSetup]
    public async Task Setup()
    {
        _runtime = await ProtectedRuntime.StartAsync(With);
        _atOnce = _runtime.Call();
        _suspended = _runtime.Call(answersLater: true);
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _atOnce.Dispose();
        _suspended.Dispose();
        await _runtime.DisposeAsync();
    }

    [Benchmark]
    public Outcome AtOnce() => _runtime.Run(_atOnce);

    [Benchmark]
    public Outcome Suspended() => _runtime.RunSuspended(_suspended);
}
