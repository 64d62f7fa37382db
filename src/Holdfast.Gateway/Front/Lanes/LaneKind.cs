namespace Holdfast.Gateway.Front.Lanes;

/// <summary>What a connection speaks, known before the HTTP server takes it.</summary>
internal enum LaneKind
{
    Http1,
    Http2,
    TlsHttp1,
    TlsHttp2,
    TlsBoth,
}
