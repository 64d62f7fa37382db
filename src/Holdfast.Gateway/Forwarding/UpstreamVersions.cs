using System.Net;
using Holdfast.Core.Plan;
using Yarp.ReverseProxy.Forwarder;

namespace Holdfast.Gateway.Forwarding;

/// <summary>HTTP versions asked of the nodes.</summary>
internal static class UpstreamVersions
{
    public static ForwarderRequestConfig For(UpstreamProtocol protocol) => protocol switch
    {
        UpstreamProtocol.Http1 => new() { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact },
        UpstreamProtocol.Http2 => new() { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact },
        // Over TLS whatever ALPN settles; over cleartext HTTP/1.1.
        _ => new() { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower },
    };
}
