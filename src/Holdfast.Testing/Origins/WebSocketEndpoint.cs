using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Testing.Origins;

/// <summary>Sends every message back, and closes when the other side does, with its own code and words.</summary>
internal static class WebSocketEndpoint
{
    public static async Task EchoAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        var asked = context.WebSockets.WebSocketRequestedProtocols;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(asked.Count > 0 ? asked[0] : null);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
            if (received.MessageType is WebSocketMessageType.Close)
            {
                await socket.CloseAsync(
                    socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, socket.CloseStatusDescription, context.RequestAborted);
                return;
            }

            await socket.SendAsync(
                buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }
    }
}
