using System.Diagnostics.Metrics;
using Holdfast.Core.Evidence;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Front;

/// <summary>Requests on their way, by method and scheme: counted here and read when somebody asks, for telling a listener of each twice costs several times as much.</summary>
internal sealed class ActiveRequests
{
    /// <summary>The last stands for all others.</summary>
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE", HttpServerMetrics.OtherMethod];

    private static readonly string[] Schemes = ["http", "https"];

    private readonly Striped _begun = new(Methods.Length * Schemes.Length);
    private readonly Striped _ended = new(Methods.Length * Schemes.Length);

    public void Begin(HttpRequest request) => _begun.Add(PlaceOf(request));

    public void End(HttpRequest request) => _ended.Add(PlaceOf(request));

    /// <summary>Of all that ever came. Read part by part: it may be off by those that begin or end meanwhile.</summary>
    public IEnumerable<Measurement<long>> Read()
    {
        // Those that ended first: none may have ended that was not seen to begin.
        var (ended, begun) = (Sum(_ended), Sum(_begun));
        for (var place = 0; place < begun.Length; place++)
        {
            if (begun[place] == 0) continue;
            yield return new Measurement<long>(
                begun[place] - ended[place],
                new("http.request.method", Methods[place / Schemes.Length]), new("url.scheme", Schemes[place % Schemes.Length]));
        }
    }

    private static long[] Sum(Striped counts)
    {
        var sum = new long[counts.Counters];
        counts.ReadInto(sum);
        return sum;
    }

    private static int PlaceOf(HttpRequest request)
    {
        var method = Array.IndexOf(Methods, HttpServerMetrics.Method(request.Method));
        return (method * Schemes.Length) + (request.IsHttps ? 1 : 0);
    }
}
