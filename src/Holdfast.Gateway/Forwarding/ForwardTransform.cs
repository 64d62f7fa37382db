using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;
using Holdfast.Gateway.Answers;
using Holdfast.Gateway.Calls;
using Holdfast.Gateway.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Holdfast.Gateway.Forwarding;

/// <summary>What a request and its answer are changed by on their way. One for each pooled call.</summary>
internal sealed class ForwardTransform(GatewayCall call) : HttpTransformer
{
    private static readonly UriCreationOptions AsGiven = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private OriginText? _origin;
    private DeadlineText? _deadline;

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await CopyAsync(httpContext, proxyRequest, destinationPrefix, call.Attempt!, cancellationToken);
    }

    /// <summary>Writes the request of one attempt: address, headers, and what the node is told of the caller.</summary>
    public ValueTask WriteRequestAsync(Attempt attempt, HttpRequestMessage request, CancellationToken cancellation) =>
        CopyAsync(call.Context, request, attempt.Node.Url, attempt, cancellation);

    private async ValueTask CopyAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, Attempt attempt, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        ConnectionOptions.Remove(httpContext.Request.Headers, proxyRequest);
        KeepUpgradeWish(httpContext.Request.Headers, proxyRequest);
        proxyRequest.RequestUri = new Uri(destinationPrefix + (call.Tee?.Target ?? call.Target.Whole), AsGiven);
        if (call.Tee is { } tee) TeeHeaders.Write(tee, proxyRequest);
        var host = call.Interface!.Plan.Host;
        // The client's Host was copied with its other headers; an empty one would go out beside the node's own.
        if (!IsKept(host, destinationPrefix) || !httpContext.Request.Host.HasValue) proxyRequest.Headers.Host = host.Name;
        call.Origin.Write(httpContext, proxyRequest, ref _origin);
        DeadlineHeaders.Write(call, attempt, proxyRequest, ref _deadline);
        CriticalityHeader.Write(call, httpContext, proxyRequest);
        TraceHeaders.Write(call, attempt, proxyRequest);
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null || !call.AcceptsStreamed(proxyResponse)) return false;
        return await WriteHeadAsync(call.Attempt!, proxyResponse, cancellationToken);
    }

    /// <summary>Writes the head of an answer that the call has accepted.</summary>
    public async ValueTask<bool> WriteHeadAsync(Attempt attempt, HttpResponseMessage proxyResponse, CancellationToken cancellationToken)
    {
        var httpContext = call.Context;
        var copied = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        ConnectionOptions.Remove(proxyResponse, httpContext.Response.Headers);
        httpContext.Response.Headers.Append(HeaderNames.Via, Origin.Via(proxyResponse.Version));
        // Before what is for this caller alone.
        if (call.Tee is { } tee) TeeHeaders.Begin(tee, httpContext.Response, proxyResponse);
        if (call.CacheStatus is { } status) httpContext.Response.Headers.Append(CacheHeaders.Status, status);
        if (call.Version!.Picker.CookieFor(call.Version, call, attempt.Node) is { } cookie)
            httpContext.Response.Headers.Append(HeaderNames.SetCookie, cookie);
        DegradedHeader.Write(call, httpContext.Response);
        if ((int)proxyResponse.StatusCode >= Outcome.FailureStatusMin) httpContext.Response.Headers[TraceIdHeader.Name] = call.TraceId;
        ToldHeaders.Write(call, httpContext.Response);
        // The head of an answer goes out with its first bytes; those of a stream may be long in coming.
        if (IsStream(proxyResponse)) await httpContext.Response.Body.FlushAsync(cancellationToken);
        return copied;
    }

    public override async ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken)
    {
        await base.TransformResponseTrailersAsync(httpContext, proxyResponse, cancellationToken);
        if (call.IsGrpc) call.GrpcStatus = Answers.GrpcStatus.Of(proxyResponse);
        call.AnswerIsWhole = true;
    }

    /// <summary>The forwarder takes it for a hop-by-hop header; it is the application's.</summary>
    private static void KeepUpgradeWish(IHeaderDictionary received, HttpRequestMessage forwarded)
    {
        if (received.TryGetValue(HeaderNames.UpgradeInsecureRequests, out var wish))
            forwarded.Headers.TryAddWithoutValidation(HeaderNames.UpgradeInsecureRequests, wish.ToString());
    }

    /// <summary>Events, or messages of gRPC; an answer of gRPC that is all trailers must stay one.</summary>
    private bool IsStream(HttpResponseMessage answer) => call.IsGrpc
        ? !answer.Headers.NonValidated.Contains("grpc-status")
        : answer.Content.Headers.NonValidated.TryGetValues(HeaderNames.ContentType, out var type)
        && type.ToString().StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private static bool IsKept(HostRewrite host, string destination) => host.Kind == HostRewriteKind.Keep
        || (host.Kind == HostRewriteKind.Usual && destination.StartsWith("http:", StringComparison.Ordinal));
}
