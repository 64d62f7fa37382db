using System.Buffers;
using System.Text;

namespace Holdfast.Core.Pipeline.Matching;

/// <summary>The one form of a request's path that is both matched and forwarded.</summary>
/// <remarks>
/// Escapes of unreserved characters are undone and hexadecimal digits made upper case (RFC 3986, 6.2.2), nothing else
/// is touched. A path that another parser could read as a different path is refused: dot segments in any spelling,
/// backslashes, broken escapes, and characters that no target has: controls, spaces, anything beyond ASCII.
/// </remarks>
public static class RequestPath
{
    /// <summary>Visible ASCII that has no meaning beyond itself.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range('!', '~' - '!' + 1).Select(static c => (char)c).Except("%\\;?#")]);

    /// <summary>Brings the path of a request target (no query) into the one form.</summary>
    /// <returns>False when the path is ambiguous; then <paramref name="path"/> says why. A path in that form already comes back itself.</returns>
    public static bool TryCanonicalize(string raw, out string path)
    {
        path = raw;
        if (raw.Length == 0 || raw[0] != '/') return Refuse("it does not begin with /", out path);
        var span = raw.AsSpan();
        if (!span.ContainsAnyExcept(Plain)) return !HasDotSegment(span) || Refuse("it has a dot segment", out path);
        return TrySlowly(raw, out path);
    }

    private static bool TrySlowly(string raw, out string path)
    {
        path = raw;
        var plain = new StringBuilder(raw.Length);   // as forwarded
        var shadow = new StringBuilder(raw.Length);  // as the most lenient backend might read it
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c == '\\') return Refuse("it has a backslash", out path);
            if (c is < '!' or > '~' or '?' or '#') return Refuse("it has a character that no path has", out path);
            if (c != '%')
            {
                plain.Append(c);
                shadow.Append(c);
                continue;
            }

            if (i + 2 >= raw.Length || !char.IsAsciiHexDigit(raw[i + 1]) || !char.IsAsciiHexDigit(raw[i + 2]))
                return Refuse("it has a broken percent escape", out path);
            var value = (char)Convert.ToByte(raw.Substring(i + 1, 2), 16);
            if (value is < ' ' or '\u007F') return Refuse("it has an escaped control character", out path);
            if (value == '\\') return Refuse("it has an escaped backslash", out path);
            if (IsUnreserved(value)) plain.Append(value);
            else plain.Append('%').Append(char.ToUpperInvariant(raw[i + 1])).Append(char.ToUpperInvariant(raw[i + 2]));
            shadow.Append(value);
            i += 2;
        }

        if (HasDotSegment(WithoutParameters(shadow.ToString()))) return Refuse("it has a dot segment", out path);
        path = plain.Equals(raw) ? raw : plain.ToString();
        return true;
    }

    private static bool HasDotSegment(ReadOnlySpan<char> path)
    {
        for (var at = path.IndexOf("/."); at >= 0;)
        {
            var rest = path[(at + 2)..];
            if (rest.IsEmpty || rest[0] == '/' || (rest[0] == '.' && (rest.Length == 1 || rest[1] == '/'))) return true;
            var next = rest.IndexOf("/.");
            at = next < 0 ? -1 : at + 2 + next;
        }

        return false;
    }

    /// <summary>Some backends cut <c>;parameters</c> off a segment before they look at it: <c>/..;/</c> is a dot segment to them.</summary>
    private static string WithoutParameters(string path)
    {
        if (!path.Contains(';')) return path;
        return string.Join('/', path.Split('/').Select(static segment => segment.Split(';')[0]));
    }

    private static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';

    private static bool Refuse(string why, out string path)
    {
        path = why;
        return false;
    }
}
