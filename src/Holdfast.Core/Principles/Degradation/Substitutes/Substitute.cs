using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>One entry of <c>otherwise</c>, compiled.</summary>
/// <param name="plan">What it is for.</param>
/// <param name="kind">What it is.</param>
/// <param name="rule">Its path in the plan.</param>
internal abstract class Substitute(SubstitutePlan plan, SubstituteKind kind, string rule)
{
    public SubstituteKind Kind => kind;

    public string Rule => rule;

    public string Decision { get; } = kind switch
    {
        SubstituteKind.Service => "otherwise-service",
        SubstituteKind.Skip => "otherwise-skip",
        SubstituteKind.Stale => "otherwise-stale",
        _ => "otherwise-answer",
    };

    /// <summary>Whether it is for this failure, and can be had now.</summary>
    public bool Fits(Call call, SubstituteCauses cause, int status) => IsFor(cause, status) && IsReady(call, cause, call.Attempts);

    /// <summary>Whether it could still answer if the one that is asked before it answers that it failed.</summary>
    public bool FitsAfterAnother(Call call, SubstituteCauses cause, int status) =>
        IsFor(cause, status) && IsReady(call, SubstituteCauses.Status, call.Attempts + 1);

    /// <param name="isLast">Nothing after it would answer.</param>
    /// <returns>Null: it had no answer after all, and the call is as it was.</returns>
    public abstract ValueTask<Outcome?> AnswerAsync(Call call, bool isLast);

    /// <summary>What is told of it beside its rule: after how many attempts it answers, or what else it depends on.</summary>
    public virtual Measure Measured(Call call) => new("attempts", call.Attempts, 0);

    /// <param name="attempts">Made by then.</param>
    protected abstract bool IsReady(Call call, SubstituteCauses cause, int attempts);

    private bool IsFor(SubstituteCauses cause, int status) =>
        (plan.On & cause) != SubstituteCauses.None && (cause != SubstituteCauses.Status || Covers(plan.Statuses, status));

    /// <summary>A failure of gRPC has the status 200 on the outside.</summary>
    private static bool Covers(StatusRanges statuses, int status) => status < Outcome.FailureStatusMin || statuses.Contains(status);
}
