namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Compares entity tags, weakly: W/ makes no difference (RFC 9110, 8.8.3.2).</summary>
internal static class EntityTags
{
    public static bool AreSame(string one, string other) => Opaque(one).SequenceEqual(Opaque(other));

    /// <param name="list">Of tags, or <c>*</c> for any.</param>
    /// <param name="tag">Null: the answer has none.</param>
    public static bool Has(ReadOnlySpan<char> list, string? tag)
    {
        if (list.Trim() is "*") return true;
        if (tag is null) return false;
        var opaque = Opaque(tag);
        while (!list.IsEmpty)
        {
            var start = list.IndexOf('"');
            if (start < 0) return false;
            var end = list[(start + 1)..].IndexOf('"');
            if (end < 0) return false;
            if (list.Slice(start, end + 2).SequenceEqual(opaque)) return true;
            list = list[(start + end + 2)..];
        }

        return false;
    }

    private static ReadOnlySpan<char> Opaque(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag.AsSpan(2) : tag;
}
