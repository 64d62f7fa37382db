using System.Buffers;

namespace Holdfast.Core.Plan.Fields;

/// <summary>Which texts may become a name, a header or a host. Null: good.</summary>
internal static class TextRules
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~");

    private static readonly SearchValues<char> NotInPaths = SearchValues.Create("#\\\"<>{}|^`");

    public static ScalarFault? Name(string text) =>
        text.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(text[0]) && !text.AsSpan().ContainsAnyExcept(NameCharacters)
            ? null
            : new(ValueErrors.Name, $"'{Printable.Of(text)}' is not a name", "Use 1 to 64 letters, digits, '-', '_' or '.', beginning with a letter or a digit.");

    public static ScalarFault? Line(string text, int lengthMax)
    {
        if (text.Length == 0 || text.Length > lengthMax)
            return new(ValueErrors.OutOfBounds, $"The text has {text.Length} characters", $"Write 1 to {lengthMax}.");
        return NoControls(text) ?? NoEdges(text);
    }

    public static ScalarFault? HeaderName(string text) => Token(text, "header name");

    public static ScalarFault? CookieName(string text) => Token(text, "cookie name");

    private static ScalarFault? Token(string text, string what) =>
        text.Length is > 0 and <= 128 && !text.AsSpan().ContainsAnyExcept(TokenCharacters)
            ? null
            : new(ValueErrors.IllegalCharacter, $"'{Printable.Of(text)}' is not a {what}", "Use letters, digits and '-', at most 128 of them.");

    /// <summary>Visible ASCII and spaces within: what arrives as anything else is read differently by different servers.</summary>
    public static ScalarFault? HeaderValue(string text)
    {
        if (text.Length > 4096)
            return new(ValueErrors.OutOfBounds, $"The header value has {text.Length} characters", "Write at most 4,096.");
        return text.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? new(ValueErrors.IllegalCharacter, $"'{Printable.Of(text)}' holds a character that no header value may have", "Use visible ASCII characters.")
            : NoEdges(text);
    }

    public static ScalarFault? Method(string text) =>
        text.Length is > 0 and <= 32 && text.All(c => char.IsAsciiLetter(c) || c == '-')
            ? null
            : new(ValueErrors.IllegalCharacter, $"'{Printable.Of(text)}' is not an HTTP method", "Write one such as GET or POST; leave 'method' out for every method.");

    public static ScalarFault? Host(string text, bool wildcard)
    {
        var name = wildcard && text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
        if (name.Length is > 0 and <= 253 && (name.Split('.').All(IsLabel) || IsBracketed(name)))
            return null;
        var advice = text.Contains("://", StringComparison.Ordinal) || text.Contains(':')
            ? "Write the name alone, without scheme and port."
            : wildcard ? "Write a name such as api.example.com or *.example.com." : "Write a name such as api.example.com.";
        return new(ValueErrors.Host, $"'{Printable.Of(text)}' is not a host name", advice);
    }

    /// <summary>A path and query that can be sent as they stand.</summary>
    public static ScalarFault? Path(string text)
    {
        const string Advice = "Write one such as /healthz.";
        if (text.Length is 0 or > 2048 || text[0] != '/')
            return new(ValueErrors.PathTemplate, $"'{Printable.Of(text)}' does not begin with '/'", Advice);
        return text.AsSpan().ContainsAnyExceptInRange('!', '~') || text.AsSpan().ContainsAny(NotInPaths)
            ? new(ValueErrors.IllegalCharacter, $"'{Printable.Of(text)}' holds a character that no path may have", Advice)
            : null;
    }

    public static ScalarFault? NoControls(string text) => text.Any(char.IsControl)
        ? new(ValueErrors.IllegalCharacter, $"'{Printable.Of(text)}' holds a control character", "Remove it; write the text on one line.")
        : null;

    private static ScalarFault? NoEdges(string text) => text.Length > 0 && (text[0] == ' ' || text[^1] == ' ')
        ? new(ValueErrors.IllegalCharacter, $"'{Printable.Of(text)}' begins or ends with a space", "Remove it.")
        : null;

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && label[0] != '-' && label[^1] != '-';

    private static bool IsBracketed(string name) =>
        name[0] == '[' && name[^1] == ']' && System.Net.IPAddress.TryParse(name.AsSpan(1, name.Length - 2), out _);
}
