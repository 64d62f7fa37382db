using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>A fixed answer, or an empty one.</summary>
internal sealed class AnswerSubstitute(SubstitutePlan plan, SubstituteKind kind, string rule, StoredAnswer answer) : Substitute(plan, kind, rule)
{
    public override async ValueTask<Outcome?> AnswerAsync(Call call, bool isLast) => await call.AnswerAsync(answer);

    protected override bool IsReady(Call call, SubstituteCauses cause, int attempts) => call.TakesAnswers;
}
