using Holdfast.Core;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Telemetry.Why;
using Holdfast.Gateway.Answers;
using Holdfast.Gateway.Calls;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Holdfast.Gateway.Telemetry;

/// <summary>What is written down about a call: spans, tags of the standard metrics, decisions, a line of the access log.</summary>
internal sealed class CallTelemetry(HoldfastRuntime runtime, AccessLog? access, ILogger log)
{
    public static void Begin(GatewayCall call)
    {
        if (CallSpan.Begin(call) is { } span) call.TraceAs(span);
    }

    public void End(GatewayCall call, in Outcome outcome)
    {
        runtime.Meters.Count(call);
        Observe(call, outcome);
        runtime.Recent.Add(call, outcome);
        runtime.Staged?.Hear(call, outcome);
        Tag(call);
        if (WhyLog.Wants(call, outcome)) runtime.Why.Keep(call, outcome, Told(call, outcome));
        access?.Write(AccessEntry.Of(call, outcome));
        if (call.HedgeFault is { } fault) log.CallFaulted(fault, call.Interface?.Name ?? "", call.TraceId);
        call.Span?.End(call, outcome);
    }

    /// <summary>A fault of ours, not of a backend or a caller.</summary>
    public void Fault(GatewayCall call, Exception fault)
    {
        // Answering a caller that has gone fails too; that is nobody's fault.
        if (!call.CallerGone) log.CallFaulted(fault, call.Interface?.Name ?? "", call.TraceId);
        call.Span?.Fault(fault);
        var outcome = call.CallerGone ? Outcome.Cancelled(began: false) : Outcome.Failed(FailureKind.Reset);
        if (call.Plan is not null) Observe(call, outcome);
        if (call.Plan is not null && WhyLog.Wants(call, outcome)) runtime.Why.Keep(call, outcome, new WhyTold(call.TraceId, null, 0));
    }

    /// <summary>Where nothing of an answer went out, the caller was told why; unless it had gone, or there was nothing to say.</summary>
    private static WhyTold Told(GatewayCall call, in Outcome outcome)
    {
        var isUnheard = outcome is { Kind: OutcomeKind.Cancelled, Began: false };
        var refusal = outcome.Began || isUnheard ? null : FrontRefusals.Of(call);
        var isSilent = isUnheard || (!outcome.Began && refusal is null);
        return new WhyTold(call.TraceId, refusal, isSilent ? 0 : call.Context.Response.StatusCode);
    }

    private void Observe(GatewayCall call, in Outcome outcome) =>
        runtime.Observed?.Leave(call, outcome, Math.Max((long)call.BodySoFar.Value, call.BodyLength ?? 0));

    private static void Tag(GatewayCall call)
    {
        if (call.Interface is not { } target || call.Context.Features.Get<IHttpMetricsTagsFeature>() is not { } metrics) return;
        metrics.Tags.Add(new("http.route", target.Plan.Match.Path));
        metrics.Tags.Add(new("holdfast.interface", target.Name));
    }
}
