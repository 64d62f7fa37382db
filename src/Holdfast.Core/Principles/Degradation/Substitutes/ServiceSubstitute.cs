using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>Another service or version is asked, under the same deadline and by the same rules of what may be sent twice.</summary>
/// <remarks>It has no substitute of its own: there is no loop.</remarks>
internal sealed class ServiceSubstitute(SubstitutePlan plan, string rule, InterfaceModel standIn) : Substitute(plan, SubstituteKind.Service, rule)
{
    public InterfaceModel StandIn => standIn;

    public override async ValueTask<Outcome?> AnswerAsync(Call call, bool isLast)
    {
        var outcome = await call.StandInAsync(standIn, isLast);
        return outcome.IsSuccess || outcome.Began || outcome.Kind == OutcomeKind.Cancelled ? outcome : null;
    }

    protected override bool IsReady(Call call, SubstituteCauses cause, int attempts) =>
        SubstituteMachine.MaySendElsewhere(attempts, cause, standIn.Retry.Of(call), call.CanBodyBeRepeated);
}
