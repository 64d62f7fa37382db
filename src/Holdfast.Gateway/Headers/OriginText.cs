using System.Net;

namespace Holdfast.Gateway.Headers;

/// <summary>What is written about a client on a connection. The next request mostly has the same, so a pooled call keeps its last.</summary>
internal sealed record OriginText(IPAddress? Client, string Host, string Scheme)
{
    public const string Unknown = "unknown";

    /// <summary>The address alone, as X-Forwarded-For has it.</summary>
    public string Address { get; } = Client is null ? Unknown : Plain(Client).ToString();

    /// <summary>The element of Forwarded (RFC 7239, 4).</summary>
    public string Element => field ??= Host.Length == 0 ? $"for={Node};proto={Scheme}" : $"for={Node};host=\"{Host}\";proto={Scheme}";

    private string Node => Address.Contains(':') ? $"\"[{Address}]\"" : Address;

    public bool Fits(IPAddress? client, string host, string scheme) =>
        Equals(Client, client) && Host == host && Scheme == scheme;

    /// <summary>An IPv4 client of a listener on every address comes mapped into IPv6.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
