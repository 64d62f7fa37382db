using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Failover;

/// <summary>Tries again what may be tried again, within the budget of the service.</summary>
public sealed class AttemptRetryPolicy(
    RetryPlan plan, RetryBudgetPlan budgetPlan, RetryState state, PaceState pace, RetryBudget budget, IRandomSource random, RetryPaths paths) : RetryPolicy
{
    /// <summary>The header by which a service knows that a request is a repetition (draft of the IETF's httpapi group).</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>Longer than this nobody waits for a node that asked for time.</summary>
    private static readonly TimeSpan RetryAfterMax = TimeSpan.FromSeconds(2);

    /// <summary>Sooner than this no second attempt is made: timers count whole milliseconds.</summary>
    private static readonly TimeSpan HedgeMin = TimeSpan.FromMilliseconds(1);

    /// <summary>So many second attempts within the window are always allowed.</summary>
    private const int HedgesMin = 1;

    public override TimeSpan PerTry { get; } = plan.PerTry ?? Timeout.InfiniteTimeSpan;

    public override TimeSpan Usual => pace.Usual ?? Timeout.InfiniteTimeSpan;

    public override TimeSpan LateAfter
    {
        get
        {
            if (plan.Late is not { } late || pace.Usual is not { } usual) return Timeout.InfiniteTimeSpan;
            var after = usual * late.Times;
            return after < late.AtLeast ? late.AtLeast : after;
        }
    }

    public override TimeSpan HedgeAfter => plan switch
    {
        { Hedge: null } or { Attempts: 1 } => Timeout.InfiniteTimeSpan,
        { Hedge.After.IsWhenLate: true } => LateAfter,
        { Hedge.After.Percentile: 0 } => plan.Hedge.After.Time,
        _ => pace.Hedge is not { } percentile ? Timeout.InfiniteTimeSpan : percentile < HedgeMin ? HedgeMin : percentile,
    };

    public override void Began()
    {
        budget.Called();
        if (plan.Hedge?.AtMost is not null) state.Hedging.Called();
    }

    public override void Retried() => state.Retried();

    public override void NotMade() => budget.Return();

    /// <remarks>Looks for the key only where the method does not say enough.</remarks>
    public override Repeatability Of(Call call)
    {
        var method = call.Method;
        var plain = RetryMachine.Of(method, hasKey: false);
        return plain == Repeatability.Once ? RetryMachine.Of(method, call.TryGetHeader(KeyHeader, out var key) && key.Length > 0) : plain;
    }

    /// <remarks>
    /// It is short, and its length is known. What may be sent but once gains by it too: no node waits for a slow caller,
    /// and a node that cannot be connected to, or a substitute, costs nothing of it.
    /// </remarks>
    public override bool WantsBodyHeld(Call call) => plan.Attempts > 1 && call.BodyLength <= plan.ReplayBytesMax;

    /// <remarks>Where the plan makes no second attempts, no call is helped while it waits, and one that is repeated once it has failed is the best there is.</remarks>
    public override bool MayFindOut(Call call) =>
        plan.Attempts > 1
        && (plan.Hedge is null ? Of(call) != Repeatability.Once : MayBeTwice(call))
        && (!call.HasBody || WantsBodyHeld(call))
        && budget.HasRoom(budgetPlan);

    public override bool MayHedge(Call call)
    {
        if (plan.Hedge is not { } hedge || call.Attempts >= plan.Attempts || !MayBeTwice(call) || !call.CanBeHedged) return false;
        if (hedge.AtMost is { } most && !state.Hedging.TryTake(most, HedgesMin, out var left)) return Refuses(call, "hedge-over-limit", paths.HedgeLimit, left);
        if (!budget.TryTake(budgetPlan, out left))
        {
            if (hedge.AtMost is not null) state.Hedging.Return();
            return Refuses(call, "hedge-over-budget", paths.Budget, left);
        }

        state.Hedged();
        return true;
    }

    public override bool MayBeTwice(Call call) =>
        plan.Hedge is { } hedge && RetryMachine.MayBeTwice(hedge.Requests, Of(call));

    /// <remarks>Asked only where the mark is a percentile: that one is passed by many calls, whatever the service does.</remarks>
    public override bool HasRoomToHedge => plan.Hedge is not { After.Percentile: > 0, AtMost: { } most } || state.Hedging.HasRoom(most, HedgesMin);

    public override bool TriesAgain(Call call, Attempt attempt, in Outcome outcome, TimeSpan left, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (call.Attempts >= plan.Attempts) return false;
        if (!RetryMachine.MayRepeat(Of(call), call.CanBodyBeRepeated, outcome.Failure, outcome.Status)) return false;
        if (!TryWait(attempt, outcome.Failure, isAlone: call.Version!.CandidatesOf(call).Any(call) is null, call.Attempts, out wait)) return false;
        if (wait >= left) return false;
        return budget.TryTake(budgetPlan, out var budgetLeft) || Refuses(call, "retry-over-budget", paths.Budget, budgetLeft);
    }

    /// <summary>The call ends as it is for want of a budget: whoever asks why it was not tried again is told of what was left.</summary>
    private static bool Refuses(Call call, string decision, string rule, double left)
    {
        call.Record(Position.Retry, decision, rule, measured: new Measure("budget-left", left, 1));
        return false;
    }

    /// <returns>False when a node that has no other beside it asked for more time than anybody waits.</returns>
    private bool TryWait(Attempt attempt, FailureKind failure, bool isAlone, int attempts, out TimeSpan wait)
    {
        // Who refuses connections is not helped by waiting, and the next node has done nothing yet.
        var atOnce = failure == FailureKind.Connect && !isAlone && attempts == 1;
        wait = atOnce ? TimeSpan.Zero : RetryMachine.Backoff(plan.Backoff.Base, plan.Backoff.Cap, attempts, random.NextDouble());
        // The node asked for time, not its neighbours: only where it would be asked again does it count.
        if (!isAlone || attempt.RetryAfter <= wait) return true;
        wait = attempt.RetryAfter;
        return wait <= RetryAfterMax;
    }
}
