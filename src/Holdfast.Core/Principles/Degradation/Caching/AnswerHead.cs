namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>The head of a node's answer, for looking things up.</summary>
/// <param name="headers">As they came; a name may come more than once.</param>
internal sealed class AnswerHead(int status, IReadOnlyList<KeyValuePair<string, string>> headers)
{
    private CacheDirectives? _directives;

    public int Status => status;

    public IReadOnlyList<KeyValuePair<string, string>> Headers => headers;

    public CacheDirectives Directives => _directives ??= CacheDirectives.Read(Joined("Cache-Control"));

    /// <summary>All values, joined; empty where there is none.</summary>
    public string Joined(string name)
    {
        var line = "";
        foreach (var (key, value) in headers)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) line = line.Length == 0 ? value : $"{line}, {value}";
        return line;
    }

    public bool Has(string name)
    {
        foreach (var header in headers)
            if (header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    public DateTimeOffset? Date(string name) => HttpDates.Read(Joined(name));
}
