using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Holdfast.Core.Plan.Fields;

/// <summary>Which addresses may be listened on, trusted, or called.</summary>
public static class AddressRules
{
    /// <summary>Where a node may be after all, if the plan names the place.</summary>
    private static readonly (IPNetwork Network, string What)[] Delicate =
    [
        (IPNetwork.Parse("169.254.0.0/16"), "link-local: cloud machines hand out their credentials there"),
        (IPNetwork.Parse("fe80::/10"), "link-local"),
        (IPNetwork.Parse("fd00:ec2::/32"), "where cloud machines hand out their credentials"),
    ];

    /// <summary>Where no node can be.</summary>
    private static readonly (IPNetwork Network, string What)[] Impossible =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "no host"),
        (IPNetwork.Parse("::/128"), "no host"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved or broadcast"),
        (IPNetwork.Parse("ff00::/8"), "multicast"),
    ];

    /// <summary>Where whoever asks is given the machine's own credentials: nobody means these who names a network.</summary>
    private static readonly IPAddress[] Credentials =
    [
        IPAddress.Parse("169.254.169.254"), IPAddress.Parse("169.254.170.2"), IPAddress.Parse("169.254.170.23"),
        IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("fd00:ec2::23"),
    ];

    /// <summary>Why a node must not be at this address; null: it may. To be asked again of every address that a name resolves to.</summary>
    public static string? WhyForbidden(IPAddress address, AddressExceptions exceptions)
    {
        var plain = Unmapped(address);
        return WhatOf(plain, Impossible) ?? (exceptions.Has(plain) ? null : WhatOf(plain, Delicate));
    }

    /// <summary>What is wrong with where a node is, as far as its URL says it; null: nothing.</summary>
    public static ScalarFault? NodeFault(Uri url, AddressExceptions exceptions)
    {
        if (!IPAddress.TryParse(url.IdnHost, out var literal) || WhyForbidden(literal, exceptions) is not { } why) return null;
        var advice = WhatOf(Unmapped(literal), Delicate) is null ? "" : " If it must be there, name it in the service's 'allow-addresses'.";
        return new(ValueErrors.ForbiddenAddress, $"{url.Host} is {why}", $"Use the address on which the service listens.{advice}");
    }

    /// <summary>Why there is no exception for these addresses, as a plan would make one; null: there may be.</summary>
    public static string? WhyNoException(IPNetwork network)
    {
        if (!Array.Exists(Delicate, one => IsWithin(network, one.Network)))
            return Array.Exists(Delicate, one => IsWithin(one.Network, network))
                ? "is more than what traffic is kept from by default"
                : WhatOf(network.BaseAddress, Impossible) is { } what ? $"is {what}: no node can be there" : "needs no exception: nodes may be there";
        var isOne = network.PrefixLength == 8 * network.BaseAddress.GetAddressBytes().Length;
        return !isOne && Array.Find(Credentials, network.Contains) is { } credentials
            ? $"takes in {credentials}, where cloud machines hand out their credentials" : null;
    }

    /// <summary>Why no traffic is sent to where a name leads; null: it may be.</summary>
    /// <param name="own">Where this process takes orders: whoever moves a name there would have callers give them. No exception is made of it.</param>
    public static string? WhyRefused(IPEndPoint endpoint, IEnumerable<IPEndPoint> own, AddressExceptions exceptions) => WhyForbidden(endpoint.Address, exceptions)
        ?? (own.Any(one => one.Port == endpoint.Port && IsAt(one.Address, Unmapped(endpoint.Address))) ? "where Holdfast itself takes orders" : null);

    /// <summary>Who listens everywhere listens on each address of loopback.</summary>
    private static bool IsAt(IPAddress own, IPAddress address) =>
        Unmapped(own).Equals(address) || ((own.Equals(IPAddress.Any) || own.Equals(IPAddress.IPv6Any)) && IPAddress.IsLoopback(address));

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

    private static string? WhatOf(IPAddress plain, (IPNetwork Network, string What)[] places)
    {
        foreach (var (network, what) in places)
            if (network.Contains(plain)) return what;
        return null;
    }

    private static bool IsWithin(IPNetwork network, IPNetwork other) =>
        network.PrefixLength >= other.PrefixLength && other.Contains(network.BaseAddress);

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
