using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>What an attempt that has ended says of the service. Pure.</summary>
public static class BreakerEvidence
{
    /// <param name="number">Which attempt of its call it was, from 1.</param>
    public static BreakerVerdict Of(BreakerPlan plan, in Outcome outcome, int number) => outcome.Kind switch
    {
        OutcomeKind.Success => plan.Statuses.Contains(outcome.Status) && plan.Counts.HasFlag(BreakerFailures.Status) ? BreakerVerdict.Failed : BreakerVerdict.Good,
        OutcomeKind.Failure => OfFailure(plan, outcome, number),
        // The caller went, or another attempt was quicker, or it was not made.
        _ => BreakerVerdict.Neutral,
    };

    private static BreakerVerdict OfFailure(BreakerPlan plan, in Outcome outcome, int number)
    {
        // What others left of the deadline may have been no time to answer in.
        if (outcome.Failure == FailureKind.Deadline && number > 1) return BreakerVerdict.Neutral;
        if (!plan.Counts.HasFlag(Kind(outcome.Failure))) return BreakerVerdict.Neutral;
        var isOther = outcome.Failure == FailureKind.Status && outcome.Status >= Outcome.FailureStatusMin && !plan.Statuses.Contains(outcome.Status);
        return isOther ? BreakerVerdict.Good : BreakerVerdict.Failed;
    }

    private static BreakerFailures Kind(FailureKind failure) => failure switch
    {
        FailureKind.Connect => BreakerFailures.Connect,
        FailureKind.Reset => BreakerFailures.Reset,
        FailureKind.AttemptTimeout or FailureKind.Deadline => BreakerFailures.Timeout,
        FailureKind.Status => BreakerFailures.Status,
        _ => BreakerFailures.Broken,
    };

    /// <summary>In ticks of timestamps: from sending the request whole until its answer began, or until now.</summary>
    internal static long Taken(Call call, Attempt attempt, long ended)
    {
        var sent = call.RequestSentAt;
        // Who is answered while still sending was not kept waiting.
        if (sent == long.MaxValue) return 0;
        return (attempt.AnswerBeganAt != 0 ? attempt.AnswerBeganAt : ended) - Math.Max(sent, attempt.Started);
    }
}
