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
    public static ValueTask<Outcome> RunAsync(Call call)
    {
        call.Arrive();
        return Match(call) is { } target ? RunAsync(call, target, first: 0, isSomebodys: true) : new(Outcome.Refused);
    }

    /// <summary>Runs a call that a stage makes of its own, from behind that stage on. It counts for nobody: no caller waits for it.</summary>
    internal static ValueTask<Outcome> RunBehindAsync(Call call, InterfaceModel target, InboundStage stage) => RunFromAsync(call, target, stage.Place + 1);

    /// <summary>As <see cref="RunBehindAsync(Call, InterfaceModel, InboundStage)"/>, behind all stages up to a position.</summary>
    internal static ValueTask<Outcome> RunBehindAsync(Call call, InterfaceModel target, Position position) =>
        RunFromAsync(call, target, target.Inbound.Count(stage => stage.Position <= position));

    private static ValueTask<Outcome> RunFromAsync(Call call, InterfaceModel target, int first)
    {
        call.Arrive();
        call.Interface = target;
        call.Criticality = call.CallerCriticality ?? target.Criticality;
        return RunAsync(call, target, first, isSomebodys: false);
    }

    /// <returns>Null: it is refused.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static InterfaceModel? Match(Call call)
    {
        var target = call.Plan.Router.Match(call);
        if (target is null)
        {
            Refuse(call, new Verdict(InterfaceRefusals.NoRoute, Measured: new Measure("interfaces", call.Plan.Interfaces.Count, 0)));
            call.Plan.Unmatched.Add(OutcomeKind.Refused, default);
            return null;
        }

        call.Interface = target;
        call.Criticality = call.CallerCriticality ?? target.Criticality;
        if (!(call.BodyLength > target.Plan.BodyBytesMax)) return target;
        Refuse(call, new Verdict(target.Refusals.TooLarge, Measured: new Measure("body_bytes", call.BodyLength ?? 0, target.Plan.BodyBytesMax ?? 0)));
        target.State.Began();
        target.State.Ended(OutcomeKind.Refused, default);
        return null;
    }

    /// <remarks>One method, and few awaits that have to wait: each of them is a state machine, which costs more than most of what it waits for.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome> RunAsync(Call call, InterfaceModel target, int first, bool isSomebodys)
    {
        target.State.Began();
        var (stages, entered) = (target.Inbound, first);
        // Should anything throw, the caller gets no answer.
        var outcome = Outcome.Failed(FailureKind.Reset);
        var counted = outcome.Kind;
        try
        {
            try
            {
                for (; entered < stages.Length; entered++)
                {
                    if (stages[entered].TryEnter(call)) continue;
                    var entering = EnterAsync(call, stages[entered]);
                    if ((entering.IsCompletedSuccessfully ? entering.Result : await entering) is not { } ended) continue;
                    outcome = ended;
                    break;
                }

                if (entered == stages.Length)
                {
                    var running = OutboundPipeline.RunAsync(call, target);
                    outcome = running.IsCompletedSuccessfully ? running.Result : await running;
                }
            }
            finally
            {
                Leave(call, stages.AsSpan(first, entered - first), outcome);
            }

            counted = outcome.Kind;
            if (isSomebodys && target.Otherwise is { } otherwise && MayAnswerOtherwise(call, outcome) && await otherwise.AnswerAsync(call, outcome) is { } substitute)
            {
                // It counts as what it stands for: an interface that lives on substitutes is not well.
                if (substitute.Kind == OutcomeKind.Cancelled) counted = OutcomeKind.Cancelled;
                outcome = substitute;
            }
        }
        finally
        {
            if (isSomebodys) target.State.Ended(counted, counted is OutcomeKind.Success or OutcomeKind.Failure ? call.Taken : default);
            else target.State.Ended();
        }

        return outcome;
    }

    /// <remarks>Apart: the runtime compiles a method with a loop in a finally once and for all, without having seen it at work.</remarks>
    private static void Leave(Call call, ReadOnlySpan<InboundStage> entered, in Outcome outcome)
    {
        for (var i = entered.Length - 1; i >= 0; i--) entered[i].Leave(call, outcome);
    }

    /// <returns>Null: it is passed on. Else how it ended.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome?> EnterAsync(Call call, InboundStage stage)
    {
        var entering = stage.EnterAsync(call);
        if (!entering.IsCompletedSuccessfully) call.LetTimePass();
        var verdict = await entering;
        return verdict.Passes ? null : await EndAsync(call, stage, verdict);
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

    [MethodImpl(MethodImplOptions.NoInlining)]
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
