using Holdfast.Core.Pipeline;
using Holdfast.Gateway.Answers;
using Holdfast.Gateway.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Framing;

/// <summary>What must hold of a request's head before anything is matched: one meaning, the same to us and to every node.</summary>
internal static class RequestHead
{
    private const string WebSocket = "websocket";

    /// <returns>Null when the request may go on; else why not, and <paramref name="why"/> says it of this request.</returns>
    public static Refusal? Read(HttpContext context, out RequestTarget target, out string why)
    {
        target = default;
        // As it came: Request.Host decodes names, and throws over those that cannot be.
        if (!Authority.IsValid(context.Request.Headers.Host.ToString()))
        {
            // Whoever looks at the call later, to write it down, finds no host rather than that exception.
            context.Request.Headers.Host = default;
            why = "it is neither a name nor an address, with a port up to 65535 or none";
            return FrontRefusals.BadHost;
        }

        if (!HeadFraming.IsSound(context.Request, out why)) return FrontRefusals.BadFraming;
        if (HttpMethods.IsConnect(context.Request.Method) && !IsWebSocket(context))
        {
            why = "its protocol is not websocket";
            return FrontRefusals.NoTunnel;
        }

        return RequestTarget.TryRead(context, out target, out why) ? null : FrontRefusals.AmbiguousPath;
    }

    /// <summary>Extended CONNECT (RFC 8441) names its protocol; the plain form asks for a tunnel to anywhere.</summary>
    private static bool IsWebSocket(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect
        && WebSocket.Equals(connect.Protocol, StringComparison.OrdinalIgnoreCase);
}
