using System.Net;
using System.Net.Sockets;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Gateway.Forwarding;

/// <summary>Opens connections to nodes, and none to where a name must not lead.</summary>
/// <param name="pinned">Where all of them go; null: where the host leads.</param>
/// <param name="own">Where this process takes orders.</param>
/// <param name="exceptions">The service's.</param>
internal sealed class UpstreamDial(IPAddress? pinned, IReadOnlyCollection<IPEndPoint> own, AddressExceptions exceptions)
{
    /// <exception cref="SocketException">There is no connection, or the name leads only where none may go.</exception>
    public async ValueTask<Socket> ConnectAsync(DnsEndPoint to, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (pinned is not null) await socket.ConnectAsync(Allowed([pinned], to), to.Port, cancellation);
            // What the plan says literally was judged when it was read.
            else if (IPAddress.TryParse(to.Host, out var literal)) await socket.ConnectAsync(new IPEndPoint(literal, to.Port), cancellation);
            else await socket.ConnectAsync(await ResolveAsync(to, cancellation), to.Port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<IPAddress[]> ResolveAsync(DnsEndPoint to, CancellationToken cancellation)
    {
        var answer = await Dns.GetHostAddressesAsync(to.Host, cancellation);
        return Allowed(answer, to);
    }

    /// <summary>What a name led to when it was looked up is asked of again: the plan may allow less than it did then.</summary>
    private IPAddress[] Allowed(IPAddress[] addresses, DnsEndPoint to)
    {
        var allowed = Array.FindAll(addresses, address => AddressRules.WhyRefused(new IPEndPoint(address, to.Port), own, exceptions) is null);
        return allowed.Length > 0 ? allowed : throw new SocketException((int)SocketError.HostUnreachable, $"{to.Host} leads only where no traffic may go");
    }
}
