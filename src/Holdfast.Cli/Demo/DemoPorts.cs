using System.Net;
using System.Net.Sockets;
using Holdfast.Cli.Starting;
using Holdfast.Cli.Up;
using Holdfast.Gateway;
using Holdfast.Gateway.Front.Listeners;

namespace Holdfast.Cli.Demo;

/// <summary>Whether the demo's ports can be had. It takes no others: what the docs say must be true.</summary>
internal static class DemoPorts
{
    /// <exception cref="StartException">One of them is taken.</exception>
    public static void Check(UpOptions options)
    {
        IReadOnlyList<string> traffic = options.Listen.Count > 0 ? options.Listen : [GatewayOptions.DefaultListen];
        foreach (var address in traffic.Where(static address => IPEndPoint.TryParse(address, out _)))
            Check("--listen", IPEndPoint.Parse(address));
        Check("--admin", AdminListener.Parse(options.Admin));
    }

    private static void Check(string flag, IPEndPoint address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            // As servers do: an address whose last connections are still closing is free.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(address);
            socket.Listen();
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            var holder = PortHolder.Find(address) is { } found ? $" by {found}" : "";
            throw StartException.CannotStart(
                StartErrors.PortTaken, $"The demo cannot listen on {address}: the port is taken{holder}. Free it, or give another with {flag}.", fault);
        }
        catch (SocketException fault)
        {
            throw StartException.CannotStart(StartErrors.CannotListen, $"The demo cannot listen on {address}: {fault.Message}", fault);
        }
    }
}
