using Holdfast.Gateway.Calls;

namespace Holdfast.Gateway.Headers;

/// <summary>Carries the trace to the node: <c>traceparent</c> renewed, <c>tracestate</c> and <c>baggage</c> as they came.</summary>
internal static class TraceHeaders
{
    private const string Parent = "traceparent";

    public static void Write(GatewayCall call, HttpRequestMessage forwarded)
    {
        if (call.Context.Request.Headers.ContainsKey(Parent)) forwarded.Headers.Remove(Parent);
        forwarded.Headers.TryAddWithoutValidation(Parent, call.Activity?.Id ?? call.Trace.Next());
    }
}
