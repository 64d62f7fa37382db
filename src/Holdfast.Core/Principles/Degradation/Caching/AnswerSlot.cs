using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>The answers under one key: the variants that Vary tells apart. Immutable.</summary>
internal sealed class AnswerSlot(params CachedAnswer[] variants)
{
    /// <summary>Beyond it the oldest goes: whoever varies a header at will fills no more than this.</summary>
    public const int VariantsMax = 32;

    public string Path => variants[0].Path;

    public int Count => variants.Length;

    public long Bytes { get; } = variants.Sum(static one => one.Bytes);

    /// <returns>Null: none is for such a request.</returns>
    public CachedAnswer? Find(Call call)
    {
        foreach (var one in variants)
            if (one.Fits(call)) return one;
        return null;
    }

    /// <summary>With another; in the place of one that was for the same requests.</summary>
    public AnswerSlot With(CachedAnswer answer)
    {
        var others = variants.Where(one => !IsSame(one.Vary, answer.Vary));
        return new AnswerSlot([answer, .. others.Take(VariantsMax - 1)]);
    }

    private static bool IsSame(IReadOnlyList<KeyValuePair<string, string>> one, IReadOnlyList<KeyValuePair<string, string>> other) =>
        one.Count == other.Count && one.Zip(other).All(static pair =>
            pair.First.Key.Equals(pair.Second.Key, StringComparison.OrdinalIgnoreCase) && pair.First.Value == pair.Second.Value);
}
