using Holdfast.Core.Pipeline;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>What becomes of an operation after an attempt to deliver it. Pure.</summary>
internal static class DeliveryMachine
{
    private const int SeeOther = 303;
    private const int NotModified = 304;
    private const int RequestTimeout = 408;
    private const int TooEarly = 425;
    private const int TooManyRequests = 429;

    /// <summary>Each wait is so much longer or shorter, by chance: what failed together does not come again together.</summary>
    private const double Jitter = 0.2;

    /// <param name="random">In [0, 1).</param>
    public static DeliveryVerdict Decide(in DeliveryEnd end, int attempt, AsyncPlan plan, double random)
    {
        if (end.Answer is { } answer && !IsPassing(answer.Status)) return Final(answer);
        // Nothing has come to the service: nothing of the operation's attempts is used up.
        if (!end.IsReached) return new(Settlement.Again(Wait(plan, attempt: 1, random), end.Note, isCharged: false), IsHeldUp: true, end.RetryAfter);
        if (end.RetryAfter > TimeSpan.Zero) return new(Settlement.Again(end.RetryAfter, $"{end.Note}, to come again after {end.RetryAfter.TotalSeconds:0} s", isCharged: false), IsHeldUp: true, end.RetryAfter);
        if (attempt >= plan.AttemptsMax) return new(new Settlement(OperationState.Dead, $"{end.Note}, and {attempt} attempts were made") { Answer = end.Answer });
        return new(Settlement.Again(Wait(plan, attempt, random), end.Note));
    }

    /// <summary>Before it is sent: an attempt is counted when it begins, so what ends its process each time comes to its last one too.</summary>
    /// <returns>Null: it has attempts left.</returns>
    public static Settlement? Spent(int attempt, AsyncPlan plan) =>
        attempt > plan.AttemptsMax ? new Settlement(OperationState.Dead, $"{attempt - 1} attempts were made, and the last did not end") : null;

    /// <summary>Nothing of it could be sent, since the queue could not give its body. That tells nothing of the service.</summary>
    public static Settlement Unreadable(QueueException fault, AsyncPlan plan, double random) => fault.IsForGood
        ? new Settlement(OperationState.Dead, "its body is gone")
        : Settlement.Again(Wait(plan, attempt: 1, random), fault.Message, isCharged: false);

    /// <summary>After which it may go better another time.</summary>
    private static bool IsPassing(int status) => status is RequestTimeout or TooEarly or TooManyRequests or >= Outcome.FailureStatusMin;

    /// <summary>A redirection is followed by nobody: what was asked for has not been done. But for the two that say it has.</summary>
    private static DeliveryVerdict Final(OperationAnswer answer) => answer.Status is < 300 or SeeOther or NotModified
        ? new(Settlement.Delivered(answer))
        : new(new Settlement(OperationState.Failed, $"answered {answer.Status}") { Answer = answer });

    private static TimeSpan Wait(AsyncPlan plan, int attempt, double random) =>
        plan.Schedule[Math.Min(attempt, plan.Schedule.Count) - 1] * (1 + (Jitter * ((2 * random) - 1)));
}
