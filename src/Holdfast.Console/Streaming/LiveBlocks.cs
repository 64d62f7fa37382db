using System.Security.Cryptography;
using System.Text;

namespace Holdfast.WebConsole.Streaming;

/// <summary>A rendered page, cut into what is sent anew when it has changed.</summary>
/// <remarks>The marks are comments: whatever a name or a reason has in it, it comes encoded and cannot make one.</remarks>
/// <param name="Main">What stands in the page's main part.</param>
/// <param name="Blocks">Its blocks and those around it, by their keys, in their order.</param>
internal sealed record LiveBlocks(string Main, IReadOnlyList<KeyValuePair<string, string>> Blocks)
{
    public const string End = "<!--/live-->";
    public const string MainBegin = "<!--main-->";
    public const string MainEnd = "<!--/main-->";

    private const string Mark = "<!--live:";
    private const string MarkEnd = "-->";
    private const int IdBytes = 8;

    public static string Begin(string key) => Mark + key + MarkEnd;

    public static LiveBlocks Cut(string html)
    {
        var blocks = new List<KeyValuePair<string, string>>();
        for (var at = html.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = html.IndexOf(Mark, at, StringComparison.Ordinal))
        {
            var keyEnd = html.IndexOf(MarkEnd, at, StringComparison.Ordinal);
            var begin = keyEnd + MarkEnd.Length;
            var end = html.IndexOf(End, begin, StringComparison.Ordinal);
            blocks.Add(new(html[(at + Mark.Length)..keyEnd], html[begin..end]));
            at = end;
        }

        var main = html.IndexOf(MainBegin, StringComparison.Ordinal) + MainBegin.Length;
        return new LiveBlocks(html[main..html.IndexOf(MainEnd, StringComparison.Ordinal)], blocks);
    }

    /// <summary>Names exactly what it shows: who has seen it needs to be sent nothing.</summary>
    public string Id()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (key, html) in Blocks)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(key));
            hash.AppendData(Encoding.UTF8.GetBytes(html));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, IdBytes));
    }

    /// <summary>What is to be sent to whoever has seen <paramref name="before"/>.</summary>
    /// <param name="before">Null: nothing has been seen.</param>
    /// <returns>Null: nothing has changed.</returns>
    public LiveDelta? Since(LiveBlocks? before)
    {
        var isSameShape = before is not null && before.Blocks.Select(static block => block.Key).SequenceEqual(Blocks.Select(static block => block.Key));
        if (!isSameShape) return new LiveDelta(Main, Blocks.ToDictionary(static block => block.Key, static block => block.Value, StringComparer.Ordinal));
        var changed = Blocks.Where((block, i) => block.Value != before!.Blocks[i].Value)
            .ToDictionary(static block => block.Key, static block => block.Value, StringComparer.Ordinal);
        return changed.Count == 0 ? null : new LiveDelta(null, changed);
    }
}
