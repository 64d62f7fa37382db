using System.Net.Http.Headers;

namespace Holdfast.Gateway.Headers;

/// <summary>Takes away what a client says of where its request came from: X-Forwarded-*, Forwarded, X-Real-IP.</summary>
/// <remarks>
/// The whole family, since backends read members that no list has (X-Forwarded-User, X-Forwarded-Ssl). Spelt with
/// underscores they are nobody's word: CGI and its heirs cannot tell them from the real ones, and the proxy that passed
/// them on did not look at them.
/// </remarks>
internal static class OriginClaims
{
    private const string Prefix = "X-Forwarded-";
    private const string Forwarded = "Forwarded";
    private const string RealIp = "X-Real-IP";

    /// <param name="believed">Whether the peer's word counts; the underscore spellings go all the same.</param>
    public static void Remove(HttpRequestHeaders headers, bool believed)
    {
        List<string>? found = null;
        foreach (var (name, _) in headers.NonValidated)
            if (IsClaim(name) && (!believed || name.Contains('_'))) (found ??= []).Add(name);
        if (found is null) return;
        foreach (var name in found) headers.Remove(name);
    }

    private static bool IsClaim(string name) => (name[0] | ' ') switch
    {
        'x' => Begins(name, Prefix) || (name.Length == RealIp.Length && Begins(name, RealIp)),
        'f' => name.Equals(Forwarded, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool Begins(string name, string with)
    {
        if (name.Length < with.Length) return false;
        for (var i = 0; i < with.Length; i++)
        {
            var c = name[i] == '_' ? '-' : name[i];
            if (char.ToUpperInvariant(c) != char.ToUpperInvariant(with[i])) return false;
        }

        return true;
    }
}
