using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Gateway.Headers;

/// <summary>Removes the headers that a Connection header names: they were meant for this hop alone (RFC 9110, 7.6.1).</summary>
internal static class ConnectionOptions
{
    public static void Remove(IHeaderDictionary received, HttpRequestMessage forwarded)
    {
        foreach (var name in Named(received.Connection))
        {
            // Each collection throws when it is asked to remove what only the other one may hold; asking whether it is there does not.
            if (forwarded.Headers.NonValidated.Contains(name)) forwarded.Headers.Remove(name);
            else if (forwarded.Content?.Headers.NonValidated.Contains(name) == true) forwarded.Content.Headers.Remove(name);
        }
    }

    public static void Remove(HttpResponseMessage received, IHeaderDictionary forwarded)
    {
        if (!received.Headers.NonValidated.TryGetValues(HeaderNames.Connection, out var values)) return;
        foreach (var name in Named(new StringValues([.. values]))) forwarded.Remove(name);
    }

    /// <summary>Names beyond the ones that mean the connection itself; none, nearly always.</summary>
    private static IEnumerable<string> Named(StringValues connection)
    {
        if (connection.Count == 0 || (connection.Count == 1 && IsPlain(connection[0]))) return [];
        return connection
            .SelectMany(static value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(static name => !IsPlain(name) && IsToken(name) && !IsKept(name));
    }

    private static bool IsPlain(string? option) =>
        "keep-alive".Equals(option, StringComparison.OrdinalIgnoreCase)
        || "close".Equals(option, StringComparison.OrdinalIgnoreCase)
        || "upgrade".Equals(option, StringComparison.OrdinalIgnoreCase);

    /// <summary>Headers that frame or address the message, or say who asks: naming them in Connection strips nothing.</summary>
    private static bool IsKept(string name) =>
        name.Equals(HeaderNames.Host, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.Authorization, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.Cookie, StringComparison.OrdinalIgnoreCase);

    private static bool IsToken(string name) => name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c));
}
