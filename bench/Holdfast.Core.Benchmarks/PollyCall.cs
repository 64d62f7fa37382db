using System.Threading.Tasks.Sources;
using Polly;

namespace Holdfast.Core.Benchmarks;

/// <summary>What a Polly pipeline runs here: an answer that is there at once, or one that comes later.</summary>
internal sealed class PollyCall(ResiliencePipeline<int> pipeline) : IValueTaskSource<Outcome<int>>
{
    private static readonly Func<ResilienceContext, PollyCall, ValueTask<Outcome<int>>> AtOnce = static (_, _) => Outcome.FromResultAsValueTask(200);
    private static readonly Func<ResilienceContext, PollyCall, ValueTask<Outcome<int>>> Later = static (_, call) => call.Wait();

    private ManualResetValueTaskSourceCore<Outcome<int>> _answer;

    public int Run()
    {
        var context = ResilienceContextPool.Shared.Get();
        var outcome = Ended(pipeline.ExecuteOutcomeAsync(AtOnce, context, this));
        ResilienceContextPool.Shared.Return(context);
        return outcome;
    }

    public int RunSuspended()
    {
        var context = ResilienceContextPool.Shared.Get();
        var running = pipeline.ExecuteOutcomeAsync(Later, context, this);
        _answer.SetResult(Outcome.FromResult(200));
        var outcome = Ended(running);
        ResilienceContextPool.Shared.Return(context);
        return outcome;
    }

    Outcome<int> IValueTaskSource<Outcome<int>>.GetResult(short token) => _answer.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Outcome<int>>.GetStatus(short token) => _answer.GetStatus(token);

    void IValueTaskSource<Outcome<int>>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);

    private ValueTask<Outcome<int>> Wait()
    {
        _answer.Reset();
        return new ValueTask<Outcome<int>>(this, _answer.Version);
    }

    /// <summary>Hedging goes on on the thread pool: there it has to be waited for, as callers do.</summary>
    private static int Ended(ValueTask<Outcome<int>> running) => running.IsCompleted ? running.Result.Result : running.AsTask().GetAwaiter().GetResult().Result;
}
