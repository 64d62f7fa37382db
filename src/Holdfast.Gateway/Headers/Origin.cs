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
        var host = received.Host.ToString();
        if (last?.Fits(client, host, request.Scheme) != true) last = new OriginText(client, host, request.Scheme);
        var believed = Believes(client);
        OriginClaims.Remove(headers, believed);
        if (believed)
        {
            Put(headers, For, Join(received[For].ToString(), last.Address));
            if (!received.ContainsKey(Host)) Add(headers, Host, host);
            if (!received.ContainsKey(Proto)) Add(headers, Proto, request.Scheme);
            Put(headers, Forwarded, Join(received[Forwarded].ToString(), last.Element));
        }
        else
        {
            Add(headers, For, last.Address);
            Add(headers, Host, host);
            Add(headers, Proto, request.Scheme);
            Add(headers, Forwarded, last.Element);
        }

        headers.TryAddWithoutValidation(HeaderNames.Via, Via(request.Protocol));
    }

    /// <summary>Whether the peer of a request is one of the trusted proxies.</summary>
    public bool Believes(HttpContext context) => Believes(context.Connection.RemoteIpAddress);

    private bool Believes(IPAddress? client)
    {
        if (trusted.Count == 0 || client is null) return false;
        var address = OriginText.Plain(client);
        foreach (var network in trusted)
            if (network.Contains(address)) return true;
        return false;
    }

    /// <summary>In place of what was copied with the rest of the request's headers.</summary>
    private static void Put(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        Add(headers, name, value);
    }

    /// <summary>A request of HTTP/1.0 need not name a host: nothing is said of it then.</summary>
    private static void Add(HttpRequestHeaders headers, string name, string value)
    {
        if (value.Length > 0) headers.TryAddWithoutValidation(name, value);
    }

    private static string Join(string before, string own) => before.Length == 0 ? own : $"{before}, {own}";

    private static string Via(string protocol) =>
        HttpProtocol.IsHttp2(protocol) ? Via20 : HttpProtocol.IsHttp10(protocol) ? Via10 : Via11;
}
