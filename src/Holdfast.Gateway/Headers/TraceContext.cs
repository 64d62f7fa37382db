using System.Diagnostics;
using System.Globalization;

namespace Holdfast.Gateway.Headers;

/// <summary>W3C trace context of a call: the caller's trace when it sent a valid one, a new one otherwise.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="Sampled">The caller's flag; a new trace is not sampled.</param>
/// <param name="IsCallers">Whether it is the caller's trace that goes on.</param>
internal readonly record struct TraceContext(string TraceId, bool Sampled, bool IsCallers)
{
    /// <param name="traceparent">The caller's header; null when it sent none.</param>
    public static TraceContext From(string? traceparent) =>
        ActivityContext.TryParse(traceparent, traceState: null, out var parsed)
            ? new(parsed.TraceId.ToHexString(), (parsed.TraceFlags & ActivityTraceFlags.Recorded) != ActivityTraceFlags.None, IsCallers: true)
            : new(ActivityTraceId.CreateRandom().ToHexString(), Sampled: false, IsCallers: false);

    /// <summary>The header for the next hop, with a span of our own.</summary>
    public string Next() => string.Create(CultureInfo.InvariantCulture, $"00-{TraceId}-{ActivitySpanId.CreateRandom().ToHexString()}-0{(Sampled ? 1 : 0)}");
}
