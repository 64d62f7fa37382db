using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Holdfast.Gateway.Front.Lanes;

internal static class LaneKinds
{
    public static readonly LaneKind[] All = Enum.GetValues<LaneKind>();

    public static bool IsTls(this LaneKind kind) => kind >= LaneKind.TlsHttp1;

    public static bool SpeaksHttp2(this LaneKind kind) => kind.Protocols().HasFlag(HttpProtocols.Http2);

    public static HttpProtocols Protocols(this LaneKind kind) => kind switch
    {
        LaneKind.Http1 or LaneKind.TlsHttp1 => HttpProtocols.Http1,
        LaneKind.Http2 or LaneKind.TlsHttp2 => HttpProtocols.Http2,
        _ => HttpProtocols.Http1AndHttp2,
    };
}
