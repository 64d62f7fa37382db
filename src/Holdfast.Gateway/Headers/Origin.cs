using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Gateway.Headers;

/// <summary>Tells a node where a request came from: X-Forwarded-*, Forwarded (RFC 7239) and Via (RFC 9110, 7.6.3).</summary>
/// <remarks>What a client says of this itself is believed only of trusted proxies; of all others it is replaced.</remarks>
internal sealed class Origin(IReadOnlyList<IPNetwork> trusted)
{
    private const string Pseudonym = "holdfast";

    private static readonly string Via11 = $"1.1 {Pseudonym}";
    private static readonly string Via20 = $"2.0 {Pseudonym}";
    private static readonly string Via10 = $"1.0 {Pseudonym}";

    public static string Via(Version received) => received.Major >= 2 ? Via20 : received.Minor == 0 ? Via10 : Via11;

    public void Write(HttpContext context, HttpRequestMessage forwarded)
    {
        var request = context.Request;
        var headers = forwarded.Headers;
        var client = context.Connection.RemoteIpAddress;
        var believed = Believes(client);
        var address = Address(client);
        Put(headers, "X-Forwarded-For", believed ? Join(request.Headers["X-Forwarded-For"].ToString(), address) : address, request);
        Put(headers, "X-Forwarded-Host", Kept(believed, request, "X-Forwarded-Host") ?? request.Host.Value ?? "", request);
        Put(headers, "X-Forwarded-Proto", Kept(believed, request, "X-Forwarded-Proto") ?? request.Scheme, request);
        Put(headers, "Forwarded", believed ? Join(request.Headers["Forwarded"].ToString(), Element(client, request)) : Element(client, request), request);
        foreach (var name in Unbelieved)
            if (!believed && request.Headers.ContainsKey(name)) headers.Remove(name);
        headers.TryAddWithoutValidation(HeaderNames.Via, Via(request));
    }

    private static readonly string[] Unbelieved = ["X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP"];

    private static string? Kept(bool believed, HttpRequest request, string name) =>
        believed && request.Headers[name] is { Count: > 0 } values ? values.ToString() : null;

    private static void Put(System.Net.Http.Headers.HttpRequestHeaders headers, string name, string value, HttpRequest request)
    {
        // Copied with the rest of the request's headers when the client sent one; removing costs a search.
        if (request.Headers.ContainsKey(name)) headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>Whether a peer is one of the trusted proxies.</summary>
    public bool Believes(IPAddress? client)
    {
        if (trusted.Count == 0 || client is null) return false;
        var address = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        foreach (var network in trusted)
            if (network.Contains(address)) return true;
        return false;
    }

    private static string Address(IPAddress? client) =>
        client is null ? "unknown" : (client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client).ToString();

    private static string Element(IPAddress? client, HttpRequest request)
    {
        var address = Address(client);
        var quoted = address.Contains(':') ? $"\"[{address}]\"" : address;
        return $"for={quoted};host=\"{request.Host.Value}\";proto={request.Scheme}";
    }

    private static string Join(string before, string own) => before.Length == 0 ? own : $"{before}, {own}";

    private static string Via(HttpRequest request) => HttpProtocol.IsHttp2(request.Protocol) ? Via20
        : HttpProtocol.IsHttp10(request.Protocol) ? Via10 : Via11;
}
