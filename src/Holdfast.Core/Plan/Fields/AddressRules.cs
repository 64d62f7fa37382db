using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Holdfast.Core.Plan.Fields;

/// <summary>Which addresses may be listened on, trusted, or called.</summary>
public static class AddressRules
{
    private static readonly (IPNetwork Network, string What)[] Forbidden =
    [
        (IPNetwork.Parse("169.254.0.0/16"), "link-local: cloud machines hand out their credentials there"),
        (IPNetwork.Parse("fe80::/10"), "link-local"),
        (IPNetwork.Parse("fd00:ec2::/32"), "where cloud machines hand out their credentials"),
        (IPNetwork.Parse("0.0.0.0/8"), "no host"),
        (IPNetwork.Parse("::/128"), "no host"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved or broadcast"),
        (IPNetwork.Parse("ff00::/8"), "multicast"),
    ];

    /// <summary>Why a node must not be at this address; null: it may. To be asked again of every address that a name resolves to.</summary>
    public static string? WhyForbidden(IPAddress address)
    {
        var plain = Unmapped(address);
        foreach (var (network, what) in Forbidden)
        {
            if (network.Contains(plain))
                return what;
        }

        return null;
    }

    /// <summary>Why no traffic is sent to where a name leads; null: it may be.</summary>
    /// <param name="own">Where this process takes orders: whoever moves a name there would have callers give them.</param>
    public static string? WhyRefused(IPEndPoint endpoint, IEnumerable<IPEndPoint> own) => WhyForbidden(endpoint.Address)
        ?? (own.Any(one => one.Port == endpoint.Port && Unmapped(one.Address).Equals(Unmapped(endpoint.Address))) ? "where Holdfast itself takes orders" : null);

    internal static ScalarFault? Listen(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon];
        var known = host is "*" or "localhost" || IsBracketedIp(host) || IsDottedIp(host);
        if (!known || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return new(ValueErrors.ListenAddress, $"'{Printable.Of(text)}' is not an address to listen on", "Write host:port, as 127.0.0.1:8080, [::1]:8080, localhost:8080 or *:8080.");
        return null;
    }

    internal static ScalarFault? Network(string text)
    {
        if (IPNetwork.TryParse(text, out var network) && network.BaseAddress.Equals(IPAddress.Parse(text.AsSpan(0, text.IndexOf('/')))))
            return null;
        var advice = IPAddress.TryParse(text, out var single)
            ? $"Write {single}/{(single.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)} for this address alone."
            : "Write an address and a prefix, as 10.0.0.0/8 or fd00::/8; the bits after the prefix must be zero.";
        return new(ValueErrors.Network, $"'{Printable.Of(text)}' is not a network", advice);
    }

    private static IPAddress Unmapped(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        // 64:ff9b::/96 is the same IPv4 host behind a translator.
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        var translated = bytes[..12].SequenceEqual<byte>([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]);
        return address.IsIPv4MappedToIPv6 || translated ? new IPAddress(bytes[12..]) : new IPAddress(bytes);
    }

    private static bool IsBracketedIp(string host) =>
        host.Length > 2 && host[0] == '[' && host[^1] == ']' && IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out var ip)
        && ip.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool IsDottedIp(string host) =>
        host.Count(c => c == '.') == 3 && IPAddress.TryParse(host, out var ip) && ip.AddressFamily == AddressFamily.InterNetwork;
}
