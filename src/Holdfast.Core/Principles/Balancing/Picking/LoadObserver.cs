using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Learns how long each node takes until its answers begin.</summary>
/// <param name="clock">Timestamps as milliseconds.</param>
public sealed class LoadObserver(MillisecondClock clock) : AttemptObserver
{
    /// <summary>Below this no latency is told from another: what a call costs by itself.</summary>
    private const double SecondsMin = 1e-5;

    public override void Observe(Call call, Attempt attempt, in Outcome outcome, long ended)
    {
        var state = LoadState.Of(attempt.Node.State);
        var now = clock.Of(ended);
        // A node that fails at once is not quick, and one that had to wait for the caller's body is not slow.
        if (outcome.IsFailure || attempt.AnswerBeganAt == 0) state.Waited(Level(call, attempt, ended), now);
        else if (state.IsNews(now) && call.Timer.Held == TimeSpan.Zero) state.Answered(Level(call, attempt, attempt.AnswerBeganAt), now);
    }

    public override void Late(Call call, Attempt attempt, long now) =>
        LoadState.Of(attempt.Node.State).Waited(Level(call, attempt, now), clock.Of(now));

    public override void Outrun(Call call, Attempt attempt, long now)
    {
        if (call.RequestSentAt != long.MaxValue) LoadState.Of(attempt.Node.State).Outrun(Level(call, attempt, now), clock.Of(now));
    }

    private static float Level(Call call, Attempt attempt, long until) =>
        (float)Math.Log2(Math.Max(SecondsMin, call.Time.GetElapsedTime(attempt.Started, until).TotalSeconds));
}
