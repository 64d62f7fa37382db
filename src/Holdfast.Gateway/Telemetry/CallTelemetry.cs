using Holdfast.Core;
using Holdfast.Core.Pipeline;
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
        Tag(call);
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
    }

    private static void Tag(GatewayCall call)
    {
        if (call.Interface is not { } target || call.Context.Features.Get<IHttpMetricsTagsFeature>() is not { } metrics) return;
        metrics.Tags.Add(new("http.route", target.Plan.Match.Path));
        metrics.Tags.Add(new("holdfast.interface", target.Name));
    }
}
