using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>Asks the substitutes of an interface in their order.</summary>
internal sealed class SubstitutePolicy(IReadOnlyList<Substitute> substitutes, SubstituteState state) : OtherwisePolicy
{
    public override IReadOnlyList<InterfaceModel> StandIns { get; } = [.. substitutes.OfType<ServiceSubstitute>().Select(static one => one.StandIn)];

    public override bool Replaces(Call call, in Outcome head)
    {
        foreach (var one in substitutes)
            if (one.Fits(call, SubstituteCauses.Status, head.Status)) return true;
        return false;
    }

    public override async ValueTask<Outcome?> AnswerAsync(Call call, Outcome outcome)
    {
        var cause = SubstituteMachine.CauseOf(outcome, call.Refusal);
        for (var i = 0; i < substitutes.Count; i++)
        {
            var one = substitutes[i];
            if (call.CallerGone) return null;
            if (!one.Fits(call, cause, outcome.Status)) continue;
            call.Substitute(one.Rule);
            call.Record(Position.Otherwise, one.Decision, one.Rule, measured: one.Measured(call));
            if (await one.AnswerAsync(call, !IsFollowed(i, call, cause, outcome.Status)) is { } answered)
            {
                if (answered.Kind != OutcomeKind.Cancelled) state.Given(one.Kind);
                return answered;
            }

            call.Substitute(null);
        }

        return null;
    }

    /// <summary>Whether one after it would answer where it answers that it failed.</summary>
    private bool IsFollowed(int index, Call call, SubstituteCauses cause, int status)
    {
        for (var i = index + 1; i < substitutes.Count; i++)
            if (substitutes[i].FitsAfterAnother(call, cause, status)) return true;
        return false;
    }
}
