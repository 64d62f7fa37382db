using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Gateway.Headers;

/// <summary>Tells a node where a request came from: X-Forwarded-*, Forwarded (RFC 7239) and Via (RFC 9110, 7.6.3).</summary>
/// <remarks>What a client says of this itself is believed only of trusted proxies; of all others it is replaced.</remarks>
internal sealed class Origin(IReadOnlyList<IPNetwork> trusted)
{
    private const string For = "X-Forwarded-For";
    private const string Host = "X-Forwarded-Host";
    private const string Proto = "X-Forwarded-Proto";
    private const string Forwarded = "Forwarded";
    private const string Via10 = "1.0 holdfast";
    private const string Via11 = "1.1 holdfast";
    private const string Via20 = "2.0 holdfast";

    /// <summary>Headers of the same family that the gateway does not write itself.</summary>
    private static readonly string[] Unwritten = ["X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP"];

    public static string Via(Version received) => received.Major >= 2 ? Via20 : received.Minor == 0 ? Via10 : Via11;

    /// <summary>The address of the caller: the peer's, or the nearest one before it that no trusted proxy owns.</summary>
    public string Client(HttpContext context)
    {
        var nearest = context.Connection.RemoteIpAddress;
        if (nearest is null) return OriginText.Unknown;
        if (!Believes(nearest)) return OriginText.Plain(nearest).ToString();
        var hops = context.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries);
        for (var i = hops.Length - 1; i >= 0 && IPEndPoint.TryParse(hops[i], out var hop); i--)
        {
            nearest = hop.Address;
            if (!Believes(nearest)) break;
        }

        return OriginText.Plain(nearest).ToString();
    }

    /// <param name="last">What was written for the call before; replaced when it does not fit.</param>
    public void Write(HttpContext context, HttpRequestMessage forwarded, ref OriginText? last)
    {
        var request = context.Request;
        var received = request.Headers;
        var headers = forwarded.Headers;
        var client = context.Connection.RemoteIpAddress;
        var host = request.Host.Value ?? "";
        if (last?.Fits(client, host, request.Scheme) != true) last = new OriginText(client, host, request.Scheme);
        if (Believes(client))
        {
            Put(headers, received, For, Join(received[For].ToString(), last.Address));
            Put(headers, received, Host, received.TryGetValue(Host, out var told) ? told.ToString() : host);
            Put(headers, received, Proto, received.TryGetValue(Proto, out told) ? told.ToString() : request.Scheme);
            Put(headers, received, Forwarded, Join(received[Forwarded].ToString(), last.Element));
        }
        else
        {
            Put(headers, received, For, last.Address);
            Put(headers, received, Host, host);
            Put(headers, received, Proto, request.Scheme);
            Put(headers, received, Forwarded, last.Element);
            foreach (var name in Unwritten)
                if (received.ContainsKey(name)) headers.Remove(name);
        }

        headers.TryAddWithoutValidation(HeaderNames.Via, Via(request.Protocol));
    }

    /// <summary>Whether a peer is one of the trusted proxies.</summary>
    private bool Believes(IPAddress? client)
    {
        if (trusted.Count == 0 || client is null) return false;
        var address = OriginText.Plain(client);
        foreach (var network in trusted)
            if (network.Contains(address)) return true;
        return false;
    }

    private static void Put(HttpRequestHeaders headers, IHeaderDictionary received, string name, string value)
    {
        // Copied with the rest of the request's headers when the client sent one; removing costs a search.
        if (received.ContainsKey(name)) headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }

    private static string Join(string before, string own) => before.Length == 0 ? own : $"{before}, {own}";

    private static string Via(string protocol) =>
        HttpProtocol.IsHttp2(protocol) ? Via20 : HttpProtocol.IsHttp10(protocol) ? Via10 : Via11;
}
