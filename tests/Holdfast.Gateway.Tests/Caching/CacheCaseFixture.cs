using System.Collections.Concurrent;
using System.Globalization;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Caching;

/// <summary>One gateway for all cases, before a node that answers each as its path says.</summary>
public sealed class CacheCaseFixture : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, CacheCase> _cases = new(Rfc9111Cases.All.ToDictionary(static one => one.Name));
    private readonly ConcurrentDictionary<string, int> _asked = new();
    private RecordingOrigin _origin = null!;
    private Scene _scene = null!;

    internal Scene Scene => _scene;

    /// <summary>How often the node was asked for a case by GET or whatever its method is, but for what came between.</summary>
    public int Asked(string name) => _asked.GetValueOrDefault(name);

    public async ValueTask InitializeAsync()
    {
        _origin = RecordingOrigin.Start(AnswerAsync);
        _scene = await Scene.BeforeAsync(_origin.Url, static plan => plan with
        {
            Interfaces =
            [
                Line("plain", "{}"),
                Line("ttl", "{ ttl: 60s, request-directives: ignore }"),
                Line("stale", "{ stale-while-revalidate: 100s }"),
                Line("heuristic", "{ heuristic: 0.1, negative-ttl: 0s }"),
                Line("keyed", "{ cookies: ignore, vary-by: header:X-Tenant, ignore-query: \"utm_*\" }"),
                Line("per", "{ per: header:Authorization }"),
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _scene.DisposeAsync();
        await _origin.DisposeAsync();
    }

    /// <summary>With dates in the place of <c>{date-N}</c>.</summary>
    public static IEnumerable<(string Name, string Value)> Lines(string headers)
    {
        foreach (var line in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            yield return (line[..colon], WithDate(line[(colon + 2)..]));
        }
    }

    private static string WithDate(string value)
    {
        if (!value.StartsWith("{date", StringComparison.Ordinal)) return value;
        return TimeProvider.System.GetUtcNow().AddSeconds(int.Parse(value[5..^1], CultureInfo.InvariantCulture)).ToString("r");
    }

    private static string Line(string name, string cache) => $"{name}: {{ match: {{ path: \"/{name}/{{rest...}}\" }}, service: origin, retry: {{ attempts: 1 }}, cache: {cache} }}";

    private async Task AnswerAsync(OriginExchange exchange, CancellationToken stop)
    {
        await exchange.ReadBodyAsync(stop);
        var start = exchange.Head.StartLine.Split(' ');
        var one = _cases[start[1].Split('?')[0].Split('/')[2]];
        var isBetween = start[0] == one.Between;
        var number = isBetween ? 0 : _asked.AddOrUpdate(one.Name, 1, static (_, before) => before + 1);
        var isSame = exchange.Head.One("If-None-Match") is { } tag ? one.Answer.Contains(tag, StringComparison.Ordinal) : exchange.Head.One("If-Modified-Since") is not null;
        var status = isBetween ? one.BetweenStatus : isSame ? 304 : one.Status;
        var lines = string.Concat(Lines(one.Answer).Select(static line => $"{line.Name}: {line.Value}\r\n"));
        var body = status is 304 or 204 || start[0] == "HEAD" ? "" : number.ToString(CultureInfo.InvariantCulture);
        var length = status is 304 or 204 ? "" : "Content-Length: 1\r\n";
        await exchange.SendAsync($"HTTP/1.1 {status} Scripted\r\n{length}X-Number: {number}\r\n{lines}\r\n{body}", stop);
    }
}
