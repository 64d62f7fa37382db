using System.Net;
using System.Net.Sockets;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Gateway.Forwarding;

namespace Holdfast.Gateway.Probing;

/// <summary>A connection that comes about, and is closed again without a word.</summary>
/// <remarks>The kernel of the node makes it: a process that hangs passes as long as it has room in its backlog.</remarks>
internal static class TcpProbe
{
    public static async ValueTask<string?> AskAsync(ServiceModel service, NodeModel node, IReadOnlyCollection<IPEndPoint> own, CancellationToken cancellation)
    {
        var url = node.Plan.Url;
        try
        {
            using var socket = await new UpstreamDial(node.Pinned, own, service.Plan.AddressExceptions).ConnectAsync(new DnsEndPoint(url.IdnHost, url.Port), cancellation);
            return null;
        }
        catch (SocketException fault)
        {
            return fault.Message;
        }
    }
}
