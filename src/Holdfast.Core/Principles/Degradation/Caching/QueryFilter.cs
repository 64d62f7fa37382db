using System.Text;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Which parameters of a query are part of a key; the service is sent no others.</summary>
/// <param name="only">Empty: all of them.</param>
/// <param name="ignored">Names, or beginnings of names that end in <c>*</c>.</param>
internal sealed class QueryFilter(IReadOnlyList<string> only, IReadOnlyList<string> ignored)
{
    public bool IsNeeded => only.Count > 0 || ignored.Count > 0;

    /// <param name="query">With its question mark, or empty.</param>
    /// <returns>The same object where nothing falls away.</returns>
    public string Of(string query)
    {
        if (!IsNeeded || query.Length <= 1) return query;
        StringBuilder? kept = null;
        var rest = query.AsSpan(1);
        var at = 1;
        while (at <= query.Length)
        {
            var end = rest.IndexOf('&');
            var part = end < 0 ? rest : rest[..end];
            if (IsKept(part)) kept?.Append(kept.Length == 0 ? '?' : '&').Append(part);
            // What came so far is as it was.
            else kept ??= new StringBuilder(query.Length).Append(query.AsSpan(0, at - 1));
            if (end < 0) break;
            rest = rest[(end + 1)..];
            at += end + 1;
        }

        return kept?.ToString() ?? query;
    }

    private bool IsKept(ReadOnlySpan<char> part)
    {
        var equals = part.IndexOf('=');
        var written = equals < 0 ? part : part[..equals];
        // As a service reads it: escapes are another spelling of the same name.
        var name = written.ContainsAny('%', '+') ? Uri.UnescapeDataString(written.ToString().Replace('+', ' ')) : written;
        if (only.Count > 0 && !Names(only, name)) return false;
        return !Names(ignored, name);
    }

    private static bool Names(IReadOnlyList<string> names, ReadOnlySpan<char> name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var one = names[i].AsSpan();
            if (one is [.., '*'] ? name.StartsWith(one[..^1], StringComparison.Ordinal) : name.SequenceEqual(one)) return true;
        }

        return false;
    }
}
