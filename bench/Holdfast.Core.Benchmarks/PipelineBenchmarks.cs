using BenchmarkDotNet.Attributes;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Benchmarks;

/// <summary>The whole way of a call, from matching to counting, over a host that costs nothing.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    private BenchmarkRuntime _runtime = null!;
    private PlanModel _plan = null!;
    private BenchmarkCall _atOnce = null!;
    private BenchmarkCall _later = null!;
    private BenchmarkCall _unmatched = null!;

    [GlobalSetup]
    public void Setup()
    {
        _runtime = new BenchmarkRuntime(interfaces: 100, nodesPerService: 3);
        _plan = _runtime.Plan;
        _atOnce = new BenchmarkCall(TimeProvider.System, BenchmarkPlan.PathOf(42));
        _later = new BenchmarkCall(TimeProvider.System, BenchmarkPlan.PathOf(42)) { AnswersLater = true };
        _unmatched = new BenchmarkCall(TimeProvider.System, "/nowhere");
        if (!Expect(AnsweredAtOnce(), OutcomeKind.Success) || !Expect(AnsweredLater(), OutcomeKind.Success)
            || !Expect(Unmatched(), OutcomeKind.Refused))
            throw new InvalidOperationException("the pipeline does not do what is to be measured");
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _atOnce.Dispose();
        _later.Dispose();
        _unmatched.Dispose();
        await _runtime.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Outcome AnsweredAtOnce() => Ended(Begin(_atOnce));

    /// <summary>As every real call: the pipeline is suspended, then resumed by the answer.</summary>
    [Benchmark]
    public Outcome AnsweredLater()
    {
        var running = Begin(_later);
        _later.Answer();
        return Ended(running);
    }

    [Benchmark]
    public Outcome Unmatched() => Ended(Begin(_unmatched));

    private ValueTask<Outcome> Begin(BenchmarkCall call)
    {
        call.BeginAgain(_plan);
        return CallPipeline.RunAsync(call);
    }

    private static Outcome Ended(ValueTask<Outcome> running) =>
        running.IsCompleted ? running.Result : throw new InvalidOperationException("the call has not ended");

    private static bool Expect(Outcome outcome, OutcomeKind kind) => outcome.Kind == kind;
}
