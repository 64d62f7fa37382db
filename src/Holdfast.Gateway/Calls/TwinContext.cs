using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Calls;

/// <summary>The context of a call that asks for what another asked for, and whose answer goes to nobody.</summary>
/// <remarks>A copy: the other one ends long before, and its server uses it again.</remarks>
internal static class TwinContext
{
    public static HttpContext Of(HttpContext original)
    {
        var features = new FeatureCollection();
        var request = original.Features.GetRequiredFeature<IHttpRequestFeature>();
        var headers = new HeaderDictionary();
        foreach (var (name, values) in request.Headers) headers[name] = values;
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = request.Method,
            Scheme = request.Scheme,
            Protocol = request.Protocol,
            Path = request.Path,
            PathBase = request.PathBase,
            QueryString = request.QueryString,
            RawTarget = request.RawTarget,
            Headers = headers,
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = original.Connection.RemoteIpAddress });
        return new DefaultHttpContext(features);
    }
}
