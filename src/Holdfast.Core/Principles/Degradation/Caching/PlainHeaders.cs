using System.Collections.Frozen;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>The headers that may come with a request whose answer is for others too.</summary>
/// <remarks>
/// Those of HTTP itself, by which a service that looks at them says so with Vary; those that are part of every key; and those
/// by which requests are followed. Any other might shape the answer, and no cache would know.
/// </remarks>
/// <param name="others">That are part of the key by the plan, or that it says answers do not depend on.</param>
internal sealed class PlainHeaders(IEnumerable<string> others)
{
    private static readonly string[] Known =
    [
        "Host", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "TE", "Trailer", "Content-Length", "Upgrade",
        "Upgrade-Insecure-Requests", "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization", "Cache-Control", "Pragma", "Cookie",
        "User-Agent", "Referer", "Origin", "DNT", "Priority", "From", "Via", "Date", "Max-Forwards", "Expect", "Purpose", "Save-Data", "If-None-Match",
        "If-Modified-Since", "Access-Control-Request-Method", "Access-Control-Request-Headers", "Device-Memory", "DPR", "Viewport-Width", "Width", "Downlink", "ECT", "RTT",
        "traceparent", "tracestate", "baggage", "b3", "X-B3-TraceId", "X-B3-SpanId", "X-B3-ParentSpanId", "X-B3-Sampled", "X-Request-Id",
        "X-Correlation-Id", "X-Amzn-Trace-Id", "X-Cloud-Trace-Context", "Idempotency-Key",
        "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP",
        "Holdfast-Timeout-Ms", "Holdfast-Criticality",
    ];

    private readonly FrozenSet<string> _names = Known.Concat(others).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The other ones; nearly always none.</summary>
    public IReadOnlyList<string> Others(Call call)
    {
        List<string>? found = null;
        foreach (var name in call.HeaderNames)
            if (!_names.Contains(name) && !name.StartsWith("Sec-", StringComparison.OrdinalIgnoreCase) && name[0] != ':') (found ??= []).Add(name);
        return found ?? (IReadOnlyList<string>)[];
    }
}
