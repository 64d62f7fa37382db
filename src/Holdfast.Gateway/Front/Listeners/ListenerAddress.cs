using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Holdfast.Gateway.Front.Listeners;

/// <summary>Where a listener listens: one socket address, or the two of <c>localhost</c>.</summary>
internal sealed record ListenerAddress(string Text, IPEndPoint First, IPEndPoint? Second)
{
    /// <exception cref="ListenException">The text is no <c>host:port</c> that can be listened on.</exception>
    public static ListenerAddress Parse(string listener, string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, null, out var port))
            throw new ListenException(listener, text, "it is not of the form host:port", holder: null);

        var host = text[..colon];
        if (host == "*")
            return new ListenerAddress(text, new IPEndPoint(Everywhere, port), null);
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return new ListenerAddress(
                text,
                new IPEndPoint(IPAddress.Loopback, port),
                Socket.OSSupportsIPv6 ? new IPEndPoint(IPAddress.IPv6Loopback, port) : null);
        }

        if (IPAddress.TryParse(host, out var address) && (host[0] == '[') == (address.AddressFamily == AddressFamily.InterNetworkV6))
            return new ListenerAddress(text, new IPEndPoint(address, port), null);
        throw new ListenException(
            listener, text, $"'{host}' is neither an IP address (IPv6 in brackets) nor localhost nor *", holder: null);
    }

    /// <summary>Both families on one socket where the machine has IPv6.</summary>
    private static IPAddress Everywhere => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;

    public bool SharesPortWith(ListenerAddress other) => First.Port != 0 && First.Port == other.First.Port;
}
