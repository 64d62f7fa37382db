using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Whether the caller has an answer already, by its own conditions (RFC 9110, 13).</summary>
internal static class Preconditions
{
    /// <summary>Conditions that are for the service to look at, and requests for a part.</summary>
    private static readonly string[] NotOurs = ["Range", "If-Match", "If-Unmodified-Since", "If-Range"];

    public static bool AreOurs(Call call)
    {
        foreach (var name in NotOurs)
            if (call.TryGetHeader(name, out _)) return false;
        return true;
    }

    public static bool HasAlready(Call call, CachedAnswer answer)
    {
        if (answer.Answer.Status != 200) return false;
        if (call.TryGetHeader("If-None-Match", out _)) return EntityTags.Has(call.HeaderLine("If-None-Match"), answer.ETag);
        return call.TryGetHeader("If-Modified-Since", out var since) && answer.LastModified is { } modified
            && (since == modified || (HttpDates.Read(since) is { } then && HttpDates.Read(modified) <= then));
    }
}
