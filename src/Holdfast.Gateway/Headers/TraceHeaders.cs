using System.Diagnostics;
using Holdfast.Core.Pipeline;
using Holdfast.Gateway.Calls;

namespace Holdfast.Gateway.Headers;

/// <summary>
/// Carries the trace to the node: <c>traceparent</c> renewed, <c>baggage</c> as it came, and <c>tracestate</c> while it
/// belongs to the trace that goes on.
/// </summary>
internal static class TraceHeaders
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";

    public static void Write(GatewayCall call, Attempt attempt, HttpRequestMessage forwarded)
    {
        var received = call.Context.Request.Headers;
        if (received.ContainsKey(Parent)) forwarded.Headers.Remove(Parent);
        if (!call.Trace.IsCallers && received.ContainsKey(State)) forwarded.Headers.Remove(State);
        forwarded.Headers.TryAddWithoutValidation(Parent, (attempt.Host as Activity)?.Id ?? call.Span?.Id ?? call.Trace.Next());
    }
}
