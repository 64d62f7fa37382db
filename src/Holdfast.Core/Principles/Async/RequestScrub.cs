using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Async;

/// <summary>Which headers of a request are kept with it. Pure.</summary>
internal static class RequestScrub
{
    /// <summary>Of one connection, of how the body is framed, or of this one exchange with its caller.</summary>
    private static readonly HashSet<string> OfTheExchange = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length", "Expect", "Prefer",
    };

    private static readonly HashSet<string> Credentials = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Cookie", "Api-Key", "X-Api-Key", "X-Apikey", "X-Auth-Token", "X-Access-Token", "X-Session-Token",
        "X-Authorization", "X-Api-Token", "Private-Token", "X-Vault-Token", "X-Forwarded-Access-Token", "X-Forwarded-Authorization",
        "X-Csrf-Token", "X-Xsrf-Token", "X-Amz-Security-Token", "X-Goog-Api-Key", "Ocp-Apim-Subscription-Key",
    };

    private const string Own = "Holdfast-";

    /// <summary>Whether a plan may not set it on deliveries.</summary>
    public static bool IsOurs(string name) => OfTheExchange.Contains(name) || name.StartsWith(Own, StringComparison.OrdinalIgnoreCase)
        || name.Equals("Host", StringComparison.OrdinalIgnoreCase) || name.Equals(DeliveryHeaders.Key, StringComparison.OrdinalIgnoreCase);

    /// <summary>Names of headers that are credentials under this plan, beside the usual ones: what deliveries get in their place, and what callers are known by.</summary>
    public static IReadOnlyList<string> Secrets(AsyncPlan plan)
    {
        var callers = plan.Caller?.Parts.Where(static part => part.Kind == KeyPartKind.Header).Select(static part => part.Name) ?? [];
        return [.. plan.Secrets, .. plan.Credentials?.Keys ?? [], .. callers.Where(static name => !IsOurs(name))];
    }

    public static IReadOnlyList<KeyValuePair<string, string>> Of(IReadOnlyList<KeyValuePair<string, string>> headers, IReadOnlyList<string> secrets)
    {
        var named = Named(headers);
        return [.. headers.Where(header => !IsDropped(header.Key, named, secrets))];
    }

    private static bool IsDropped(string name, IReadOnlyList<string> named, IReadOnlyList<string> secrets) =>
        OfTheExchange.Contains(name) || Credentials.Contains(name) || name.StartsWith(Own, StringComparison.OrdinalIgnoreCase)
        || named.Contains(name, StringComparer.OrdinalIgnoreCase) || secrets.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What a Connection header says is of the connection as well. It cannot name the Host: there must be one.</summary>
    private static IReadOnlyList<string> Named(IReadOnlyList<KeyValuePair<string, string>> headers) =>
    [
        .. headers.Where(static header => header.Key.Equals("Connection", StringComparison.OrdinalIgnoreCase))
            .SelectMany(static header => header.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(static name => !name.Equals("Host", StringComparison.OrdinalIgnoreCase)),
    ];
}
