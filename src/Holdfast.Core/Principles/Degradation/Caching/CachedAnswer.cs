using System.Globalization;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>An answer that is kept, and what it takes to give it again. Immutable but for what it remembers of being given.</summary>
internal sealed class CachedAnswer
{
    private const int OverheadBytes = 600;

    /// <summary>What a 304 tells of the answer that it stands for (RFC 9110, 15.4.5).</summary>
    private static readonly string[] OfNotModified = ["Cache-Control", "Content-Location", "Date", "ETag", "Expires", "Vary", "Last-Modified"];

    private StoredAnswer? _notModified;
    private AgeText? _text;
    private int _refreshing;
    private long _refreshNotBefore;

    /// <param name="vary">The names that the answer depends on, and what the request said there.</param>
    public CachedAnswer(StoredAnswer answer, AnswerTerms terms, IReadOnlyList<KeyValuePair<string, string>> vary, string path, ulong place, long storedAt, long sequence)
    {
        (Answer, Terms, Vary, Path, Place, StoredAt, Sequence) = (answer, terms, vary, path, place, storedAt, sequence);
        ETag = Find("ETag");
        LastModified = Find("Last-Modified");
        var chars = answer.Headers.Sum(static header => header.Key.Length + header.Value.Length + 32) + path.Length;
        Bytes = answer.Body.Length + (2 * chars) + OverheadBytes;
    }

    public StoredAnswer Answer { get; }

    public AnswerTerms Terms { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Vary { get; }

    public string Path { get; }

    /// <summary>Hash of host and path: what an unsafe request there does away with.</summary>
    public ulong Place { get; }

    /// <summary>Timestamp.</summary>
    public long StoredAt { get; }

    /// <summary>When it was asked for, among what was done away with.</summary>
    public long Sequence { get; }

    public string? ETag { get; }

    public string? LastModified { get; }

    /// <summary>About how much memory it takes.</summary>
    public long Bytes { get; }

    /// <summary>The same without a body, for callers that have it already.</summary>
    public StoredAnswer NotModified => _notModified ??= new StoredAnswer(
        304, [.. Answer.Headers.Where(static header => OfNotModified.Contains(header.Key, StringComparer.OrdinalIgnoreCase))], default);

    public TimeSpan Age(TimeProvider time) => Terms.AgeThen + time.GetElapsedTime(StoredAt);

    /// <summary>Whether a request says the same as the one that this was the answer to, where it matters.</summary>
    public bool Fits(Call call)
    {
        for (var i = 0; i < Vary.Count; i++)
            if (!call.HeaderLine(Vary[i].Key).Equals(Vary[i].Value, StringComparison.Ordinal)) return false;
        return true;
    }

    /// <summary>Age and Cache-Status for giving it now: made once a second at most.</summary>
    public AgeText Text(TimeSpan age)
    {
        var second = (long)age.TotalSeconds;
        var text = Volatile.Read(ref _text);
        if (text is not null && text.Second == second) return text;
        var left = (long)Math.Floor((Terms.Lifetime - age).TotalSeconds);
        text = new AgeText(
            second, second.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{CacheStatus.Cache}; hit; ttl={left}"));
        Volatile.Write(ref _text, text);
        return text;
    }

    /// <summary>Whether it is this caller who has it fetched anew: one at a time, and not right after that failed.</summary>
    public bool TryRefresh(long now) => now >= Volatile.Read(ref _refreshNotBefore) && Interlocked.CompareExchange(ref _refreshing, 1, 0) == 0;

    public void Refreshed(long notBefore)
    {
        Volatile.Write(ref _refreshNotBefore, notBefore);
        Volatile.Write(ref _refreshing, 0);
    }

    private string? Find(string name)
    {
        foreach (var (key, value) in Answer.Headers)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }
}
