using System.Text;
using Holdfast.Core.Plan;
using Holdfast.Gateway.Framing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Gateway.Front;

/// <summary>The plan's server section, in the HTTP server's terms.</summary>
internal static class KestrelSetup
{
    private const string RefuseBareLineFeeds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";
    private static readonly TimeSpan AnswerRateGrace = TimeSpan.FromSeconds(5);

    public static KestrelServerOptions Create(ServerPlan plan)
    {
        // A line ended by LF alone is read differently by different servers: the ground of request smuggling.
        AppContext.SetSwitch(RefuseBareLineFeeds, true);
        var options = new KestrelServerOptions
        {
            AddServerHeader = false,
            AllowSynchronousIO = false,
            // Bytes above 127 in a header pass as they came, both ways: one byte, one character. The way out does the same.
            RequestHeaderEncodingSelector = static name =>
                name == HeaderNames.ContentLength ? DigitsEncoding.Instance : name == HeaderNames.Connection ? HopEncoding.Instance : Encoding.Latin1,
            ResponseHeaderEncodingSelector = static _ => Encoding.Latin1,
        };
        var http2 = options.Limits.Http2;
        http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        Apply(plan, options.Limits);
        return options;
    }

    /// <summary>
    /// Sizes and rates hold from the next request on; timeouts and the HTTP/2 settings from the next connection on.
    /// </summary>
    public static void Apply(ServerPlan plan, KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = plan.RequestLineBytesMax;
        limits.MaxRequestHeadersTotalSize = plan.HeaderBytesMax;
        limits.MaxRequestHeaderCount = plan.HeadersMax;
        limits.RequestHeadersTimeout = plan.HeaderTimeout;
        limits.KeepAliveTimeout = plan.KeepAlive;
        // Never null: two words are not written at once, and a reader between them would see a limit of 0.
        limits.MaxRequestBodySize = plan.BodyBytesMax ?? long.MaxValue;
        // ReceiveWatch times bodies, one by one.
        limits.MinRequestBodyDataRate = null;
        // The end of an answer, buffered when the call has written it all; before that, SendWatch has its eye on it.
        limits.MinResponseDataRate = plan.SendTimeout is { } span && limits.MaxResponseBufferSize is { } buffer
            ? new MinDataRate(buffer / span.TotalSeconds, AnswerRateGrace) : null;
        limits.Http2.MaxStreamsPerConnection = plan.StreamsMax;
        limits.Http2.MaxRequestHeaderFieldSize = plan.HeaderBytesMax;
    }
}
