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
    public bool Fits(Call call, SubstituteCauses cause, int status) =>
        (plan.On & cause) != SubstituteCauses.None && (cause != SubstituteCauses.Status || Covers(plan.Statuses, status)) && IsReady(call, cause);

    /// <returns>Null: it had no answer after all, and the call is as it was.</returns>
    public abstract ValueTask<Outcome?> AnswerAsync(Call call);

    protected abstract bool IsReady(Call call, SubstituteCauses cause);

    /// <summary>A failure of gRPC has the status 200 on the outside.</summary>
    private static bool Covers(StatusRanges statuses, int status) => status < Outcome.FailureStatusMin || statuses.Contains(status);
}
