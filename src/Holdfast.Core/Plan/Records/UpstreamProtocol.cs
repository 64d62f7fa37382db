namespace Holdfast.Core.Plan;

/// <summary>What is spoken to the nodes of a service.</summary>
public enum UpstreamProtocol
{
    /// <summary>TLS: whatever ALPN settles. Cleartext: HTTP/1.1, but HTTP/2 for gRPC.</summary>
    Auto,
    Http1,

    /// <summary>HTTP/2 only; over cleartext by prior knowledge.</summary>
    Http2,
}
