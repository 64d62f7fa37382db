using System.Net.Sockets;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Gateway.Probing;

/// <summary>A connection that comes about, and is closed again without a word.</summary>
/// <remarks>The kernel of the node makes it: a process that hangs passes as long as it has room in its backlog.</remarks>
internal static class TcpProbe
{
    public static async ValueTask<string?> AskAsync(NodeModel node, CancellationToken cancellation)
    {
        var address = new Uri(node.Address);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address.IdnHost, address.Port, cancellation);
            return null;
        }
        catch (SocketException fault)
        {
            return fault.Message;
        }
    }
}
