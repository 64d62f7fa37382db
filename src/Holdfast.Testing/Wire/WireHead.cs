using System.Text;

namespace Holdfast.Testing.Wire;

/// <summary>A head as it came over the wire: nothing joined, folded, trimmed beyond the value's own edges, or reordered.</summary>
public sealed record WireHead
{
    private WireHead(string text, string startLine, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        Text = text;
        StartLine = startLine;
        Headers = headers;
    }

    /// <summary>Every byte of the head with its closing empty line, as Latin-1.</summary>
    public string Text { get; }

    public string StartLine { get; }

    /// <summary>In the order of arrival, repeated names kept apart.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>All values under a name; empty when it is absent.</summary>
    public IReadOnlyList<string> All(string name) =>
        [.. Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value)];

    /// <summary>The one value under a name; null when it is absent. Throws when there are several.</summary>
    public string? One(string name) => All(name) switch
    {
        [] => null,
        [var value] => value,
        var several => throw new InvalidDataException($"{several.Count} values of {name}:\n{Text}"),
    };

    public bool Has(string name) => All(name).Count > 0;

    internal bool IsChunked => All("Transfer-Encoding").Any(v => v.Contains("chunked", StringComparison.OrdinalIgnoreCase));

    internal static WireHead Parse(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var lines = text.Split("\r\n");
        return new WireHead(text, lines[0], ParseFields(lines.AsSpan(1)));
    }

    internal static IReadOnlyList<KeyValuePair<string, string>> ParseFields(ReadOnlySpan<string> lines)
    {
        List<KeyValuePair<string, string>> fields = [];
        foreach (var line in lines)
        {
            if (line.Length == 0)
                continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            fields.Add(colon < 0 ? new(line, "") : new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return fields;
    }
}
