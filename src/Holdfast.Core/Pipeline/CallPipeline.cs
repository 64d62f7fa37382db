using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>The way of a call, from arrival to outcome. Knows no HTTP: the host's <see cref="Call"/> does.</summary>
/// <remarks>Allocates nothing: the state machines of the async methods are pooled, everything else lives in the call.</remarks>
public static class CallPipeline
{
    /// <summary>Runs a call. Does not throw for anything a backend or a caller does.</summary>
    /// <returns>
    /// How it ended. When <see cref="Outcome.Began"/> is false nothing has gone to the caller yet, and the host
    /// answers for <see cref="Call.Refusal"/>.
    /// </returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<Outcome> RunAsync(Call call)
    {
        call.Started = call.Time.GetTimestamp();
        var target = call.Plan.Router.Match(call);
        if (target is null)
        {
            Refuse(call, new Verdict(InterfaceRefusals.NoRoute, Measured: new Measure("interfaces", call.Plan.Interfaces.Count, 0)));
            call.Plan.Unmatched.Add(OutcomeKind.Refused, default);
            return Outcome.Refused;
        }

        call.Interface = target;
        call.Criticality = call.CallerCriticality ?? target.Criticality;
        if (call.BodyLength > target.Plan.BodyBytesMax)
        {
            Refuse(call, new Verdict(target.Refusals.TooLarge, Measured: new Measure("body_bytes", call.BodyLength ?? 0, target.Plan.BodyBytesMax ?? 0)));
            target.State.Meter.Add(OutcomeKind.Refused, default);
            return Outcome.Refused;
        }

        target.State.Began();
        // Should anything throw, the caller gets no answer.
        var outcome = Outcome.Failed(FailureKind.Reset);
        var counted = outcome.Kind;
        try
        {
            outcome = target.IsOpen
                ? await OutboundPipeline.RunAsync(call, target)
                : await InboundAsync(call, target);
            counted = outcome.Kind;
            if (target.Otherwise is { } otherwise && MayAnswerOtherwise(call, outcome) && await otherwise.AnswerAsync(call, outcome) is { } substitute)
            {
                // It counts as what it stands for: an interface that lives on substitutes is not well.
                if (substitute.Kind == OutcomeKind.Cancelled) counted = OutcomeKind.Cancelled;
                outcome = substitute;
            }
        }
        finally
        {
            target.State.Ended();
            target.State.Meter.Add(counted, call.Taken);
        }

        return outcome;
    }

    /// <summary>Runs a call that a stage makes of its own, from behind that stage on. It counts for nobody: no caller waits for it.</summary>
    internal static async Task<Outcome> RunBehindAsync(Call call, InterfaceModel target, InboundStage stage)
    {
        call.Started = call.Time.GetTimestamp();
        call.Interface = target;
        call.Criticality = call.CallerCriticality ?? target.Criticality;
        target.State.Began();
        try
        {
            return await InboundAsync(call, target, stage.Place + 1);
        }
        finally
        {
            target.State.Ended();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome> InboundAsync(Call call, InterfaceModel target, int first = 0)
    {
        var stages = target.Inbound;
        var entered = first;
        var outcome = Outcome.Failed(FailureKind.Reset);
        try
        {
            for (; entered < stages.Length; entered++)
            {
                var verdict = await stages[entered].EnterAsync(call);
                if (verdict.Passes) continue;
                outcome = await EndAsync(call, stages[entered], verdict);
                return outcome;
            }

            outcome = await OutboundPipeline.RunAsync(call, target);
            return outcome;
        }
        finally
        {
            while (--entered >= first) stages[entered].Leave(call, outcome);
        }
    }

    private static ValueTask<Outcome> EndAsync(Call call, InboundStage stage, in Verdict verdict)
    {
        if (verdict.Answer is { } answer)
        {
            call.Record(stage.Position, verdict.Decision!, verdict.Rule!, measured: verdict.Measured);
            return call.AnswerAsync(answer);
        }

        Refuse(call, verdict);
        // Who went while it was queued hears nothing of it, and has told nothing of the backend.
        return new(call.CallerGone ? Outcome.Cancelled(began: false) : Outcome.Refused);
    }

    internal static void Refuse(Call call, in Verdict verdict)
    {
        call.Refusal = verdict.Refusal;
        call.RetryAfter = verdict.RetryAfter;
        call.Record(verdict.Refusal!.Position, verdict.Refusal.Decision, verdict.Refusal.Rule, measured: verdict.Measured);
    }

    /// <summary>Also not when the answer of an attempt was accepted and could then not be written.</summary>
    private static bool MayAnswerOtherwise(Call call, in Outcome outcome) =>
        !outcome.Began && outcome.Kind is OutcomeKind.Refused or OutcomeKind.Failure && !call.IsClaimed && !call.CallerGone;
}
