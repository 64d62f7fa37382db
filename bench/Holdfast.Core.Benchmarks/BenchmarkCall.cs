using System.Threading.Tasks.Sources;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Benchmarks;

/// <summary>A call whose host costs nothing: what is left is the pipeline.</summary>
internal sealed class BenchmarkCall(TimeProvider time, string path) : Call(time), IValueTaskSource<Outcome>
{
    private ManualResetValueTaskSourceCore<Outcome> _answer;

    /// <summary>Whether attempts wait for <see cref="Answer"/>; else they end at once.</summary>
    public bool AnswersLater { get; init; }

    /// <summary>Of the answer, for whoever listens to it.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Of a header, for what is kept by key; empty: there is none.</summary>
    public string Tenant { get; init; } = "";

    public override bool CallerGone => false;

    public override string ClientAddress => "10.1.2.3";

    public override string Method => "GET";

    public override string Host => "localhost";

    public override string Path => path;

    public override bool TryGetHeader(string name, out string value)
    {
        value = name.Equals(ProtectedPlan.TenantHeader, StringComparison.OrdinalIgnoreCase) ? Tenant : "";
        return value.Length > 0;
    }

    public override bool TryGetQuery(string name, out string value)
    {
        value = "";
        return false;
    }

    public void Answer()
    {
        _ = Accept(Attempt!, Outcome.Answered(200));
        _answer.SetResult(Outcome.Answered(200));
    }

    public void BeginAgain(PlanModel plan)
    {
        Reset();
        Plan = plan;
    }

    public override ValueTask<Outcome> AnswerAsync(StoredAnswer answer) => new(Outcome.Answered(answer.Status));

    protected internal override ValueTask<Outcome> AttemptAsync(Attempt attempt, CancellationToken timeIsUp)
    {
        if (AnswersLater)
        {
            _answer.Reset();
            return new ValueTask<Outcome>(this, _answer.Version);
        }

        _ = Accept(Attempt!, Outcome.Answered(200));
        Tee?.Begin(200, [new("Content-Type", "text/plain")], Body.Length, isDelimited: true);
        Tee?.Add(Body);
        Tee?.End();
        return ValueTask.FromResult(Outcome.Answered(200));
    }

    Outcome IValueTaskSource<Outcome>.GetResult(short token) => _answer.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Outcome>.GetStatus(short token) => _answer.GetStatus(token);

    void IValueTaskSource<Outcome>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);
}
