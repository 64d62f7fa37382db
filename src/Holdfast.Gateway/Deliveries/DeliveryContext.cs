using System.Net;
using Holdfast.Core.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Deliveries;

/// <summary>The context of a request that was accepted before: its caller got a 202, and its answer goes to the queue.</summary>
internal static class DeliveryContext
{
    /// <param name="headers">In the place of the request's own of the same name.</param>
    public static HttpContext Of(ClaimedOperation operation, IReadOnlyList<KeyValuePair<string, string>> headers, Stream body, long length, AnswerSink answer)
    {
        var request = operation.Request;
        var all = new HeaderDictionary();
        foreach (var (name, value) in request.Headers) all.Append(name, value);
        foreach (var (name, value) in headers) all[name] = value;
        if (length > 0) all.ContentLength = length;
        var query = request.Target.IndexOf('?', StringComparison.Ordinal);
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = request.Method,
            Scheme = request.Scheme,
            Protocol = HttpProtocol.Http11,
            Path = query < 0 ? request.Target : request.Target[..query],
            QueryString = query < 0 ? "" : request.Target[query..],
            RawTarget = request.Target,
            Headers = all,
            Body = body,
        });
        features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(length > 0));
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = IPAddress.TryParse(request.Client, out var client) ? client : null });
        return new DefaultHttpContext(features);
    }
}
