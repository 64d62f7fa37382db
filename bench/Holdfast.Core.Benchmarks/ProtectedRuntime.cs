using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Benchmarks;

/// <summary>A case of <see cref="ProtectedPlan"/> at work, known to answer its calls, and to know what is normal.</summary>
internal sealed class ProtectedRuntime : IAsyncDisposable
{
    private const int CallsBefore = 1_000;

    private readonly BenchmarkRuntime _runtime;

    private ProtectedRuntime(BenchmarkRuntime runtime) => _runtime = runtime;

    public PlanModel Plan => _runtime.Plan;

    public static async Task<ProtectedRuntime> StartAsync(string of)
    {
        var made = new ProtectedRuntime(new BenchmarkRuntime(ProtectedPlan.Read(of)));
        using var call = made.Call();
        for (var i = 0; i < CallsBefore; i++)
            if (!made.Run(call).IsSuccess) throw new InvalidOperationException($"calls of '{of}' do not succeed");
        // What is normal is learned once a second: from then on attempts are watched.
        await Task.Delay(TimeSpan.FromSeconds(1.2), TimeProvider.System);
        return made;
    }

    public BenchmarkCall Call(bool answersLater = false) =>
        new(TimeProvider.System, ProtectedPlan.Path) { AnswersLater = answersLater, Tenant = "tenant-42" };

    /// <summary>A call whose answer is there at once.</summary>
    public Outcome Run(BenchmarkCall call)
    {
        call.BeginAgain(Plan);
        return Ended(CallPipeline.RunAsync(call));
    }

    /// <summary>As every real call: the pipeline is suspended, and resumed by the answer.</summary>
    public Outcome RunSuspended(BenchmarkCall call)
    {
        call.BeginAgain(Plan);
        var running = CallPipeline.RunAsync(call);
        call.Answer();
        return Ended(running);
    }

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    private static Outcome Ended(ValueTask<Outcome> running) =>
        running.IsCompleted ? running.Result : throw new InvalidOperationException("the call has not ended");
}
