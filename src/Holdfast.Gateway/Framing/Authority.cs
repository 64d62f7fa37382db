using System.Buffers;
using System.Globalization;
using System.Net;

namespace Holdfast.Gateway.Framing;

/// <summary>The value of Host or <c>:authority</c>: a name, or an address, and perhaps a port.</summary>
/// <remarks>
/// Narrower than RFC 3986, which lets a name have <c>!$&amp;'()*+,;=~%</c>: no host has such a name, and servers differ
/// in what they make of one. Nothing that passes here is refused on the way to a node.
/// </remarks>
internal static class Authority
{
    private const int NameMax = 254; // with a final dot
    private const int LabelMax = 63;
    private const int PortDigitsMax = 5;

    private static readonly SearchValues<char> OfNames =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    private static readonly SearchValues<char> OfAddresses = SearchValues.Create("0123456789ABCDEFabcdef:.");

    /// <summary>Empty is valid: the request does not say.</summary>
    public static bool IsValid(string authority)
    {
        var text = authority.AsSpan();
        if (text.IsEmpty) return true;
        if (text[0] == '[')
        {
            var end = text.IndexOf(']');
            return end > 0 && IsAddress(text[1..end]) && IsPort(text[(end + 1)..]);
        }

        var colon = text.IndexOf(':');
        var name = colon < 0 ? text : text[..colon];
        return IsName(name) && IsPort(text[name.Length..]);
    }

    /// <summary>The name or address alone, in the very spelling of the request: what a plan's <c>host</c> is held against.</summary>
    /// <remarks>The server's own view of Host decodes a name that begins with <c>xn--</c>, which no plan's spelling then equals.</remarks>
    /// <param name="authority">A valid one.</param>
    public static string NameOf(string authority)
    {
        var colon = authority.LastIndexOf(':');
        return colon < 0 || authority.EndsWith(']') ? authority : authority[..colon];
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > NameMax || name[0] is '.' or '-' || name.ContainsAnyExcept(OfNames)) return false;
        if (name.Contains("..", StringComparison.Ordinal) || name.Contains(".-", StringComparison.Ordinal)) return false;
        if (name.Length > LabelMax && !HasShortLabels(name)) return false;
        return (!name.Contains('_') && !name.Contains("--", StringComparison.Ordinal)) || IsTaken(name);
    }

    private static bool HasShortLabels(ReadOnlySpan<char> name)
    {
        foreach (var label in name.Split('.'))
            if (name[label].Length > LabelMax) return false;
        return true;
    }

    /// <summary>
    /// Whether the client that forwards takes an unusual name. A label that begins with <c>xn--</c> stands for another
    /// text, or for none; which, only decoding tells.
    /// </summary>
    private static bool IsTaken(ReadOnlySpan<char> name)
    {
        if (!Uri.TryCreate($"http://u@{name}/", UriKind.Absolute, out _)) return false;
        if (!name.Contains("xn--", StringComparison.OrdinalIgnoreCase)) return true;
        try
        {
            _ = new IdnMapping().GetUnicode(name.ToString());
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsAddress(ReadOnlySpan<char> address) => !address.ContainsAnyExcept(OfAddresses) && address.Contains(':') && IPAddress.TryParse(address, out _);

    private static bool IsPort(ReadOnlySpan<char> port) =>
        port.IsEmpty
        || (port[0] == ':' && port.Length <= PortDigitsMax + 1
            && ushort.TryParse(port[1..], NumberStyles.None, CultureInfo.InvariantCulture, out _));
}
