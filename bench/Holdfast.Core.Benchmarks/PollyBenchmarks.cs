using BenchmarkDotNet.Attributes;

namespace Holdfast.Core.Benchmarks;

/// <summary>Polly 8 for the same. It knows no nodes, matches nothing and counts nothing: a call through <see cref="PrincipleBenchmarks"/> has that besides.</summary>
[MemoryDiagnoser]
public class PollyBenchmarks
{
    private PollyCall _call = null!;

    public static IEnumerable<string> Cases => PollyCases.Names;

    [ParamsSource(nameof(Cases))]
    public string With { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _call = new PollyCall(PollyCases.Make(With));
        if (_call.Run() != 200 || _call.RunSuspended() != 200) throw new InvalidOperationException($"calls of '{With}' do not succeed");
    }

    [Benchmark]
    public int AtOnce() => _call.Run();

    [Benchmark]
    public int Suspended() => _call.RunSuspended();
}
