using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Async;

/// <summary>Accepts for later what was refused, or could not be sent, where the plan says so. What else answers in the service's place comes after it.</summary>
internal sealed class LaterPolicy(AsyncAcceptor acceptor, OtherwisePolicy? next) : OtherwisePolicy
{
    public override IReadOnlyList<InterfaceModel> StandIns => next?.StandIns ?? [];

    public override bool Replaces(Call call, in Outcome head) => next?.Replaces(call, head) == true;

    public override async ValueTask<Outcome?> AnswerAsync(Call call, Outcome outcome)
    {
        if ((CaseOf(call, outcome) & acceptor.Model.Plan.When) != AsyncWhen.None)
        {
            var (verdict, _) = await acceptor.AcceptAsync(call, isAsked: false);
            if (verdict.Answer is { } answer)
            {
                call.Record(Position.Async, verdict.Decision!, verdict.Rule!, measured: verdict.Measured);
                return await call.AnswerAsync(answer);
            }

            call.Record(Position.Async, verdict.Refusal!.Decision, verdict.Refusal.Rule, measured: verdict.Measured);
        }

        return next is null || call.CallerGone ? null : await next.AnswerAsync(call, outcome);
    }

    /// <summary>None: something of it may have come to the service, or it is what the caller should hear.</summary>
    private static AsyncWhen CaseOf(Call call, in Outcome outcome) => outcome switch
    {
        { Kind: OutcomeKind.Failure, Failure: FailureKind.Connect } => IsUnsent(call) ? AsyncWhen.Broken : AsyncWhen.None,
        { Kind: OutcomeKind.Refused } when call.Attempts == 0 => call.Refusal?.Position switch
        {
            Position.Limits => AsyncWhen.Limited,
            Position.Overload or Position.Isolation or Position.ServiceLimit or Position.Pool or Position.NodePool => AsyncWhen.Overloaded,
            Position.Breaker or Position.Balance => AsyncWhen.Broken,
            _ => AsyncWhen.None,
        },
        _ => AsyncWhen.None,
    };

    private static bool IsUnsent(Call call)
    {
        if (call.Ended.Count > AttemptLog.AttemptsMax) return false;
        foreach (var attempt in call.Ended.Kept)
            if (attempt.Outcome.Failure != FailureKind.Connect) return false;
        return true;
    }
}
