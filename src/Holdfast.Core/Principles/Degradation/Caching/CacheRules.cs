using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Caching;

internal static class CacheRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, one) in plan.Interfaces)
        {
            var path = PlanPath.Of("interfaces", name);
            if (one.Sections.Get(CachePlan.Field) is { } cache) Check(one, cache, path, findings);
            if (one.Sections.Get(CoalescePlan.Field) is not null && !IsForReads(one))
                findings.Add(CacheErrors.NothingToKeep, path.Key("coalesce"), Words(one), "Remove it, or match GET.", path.Key("match"));
        }
    }

    private static void Check(InterfacePlan one, CachePlan cache, PlanPath path, PlanFindings findings)
    {
        var at = path.Key("cache");
        if (!IsForReads(one)) findings.Add(CacheErrors.NothingToKeep, at, Words(one), "Remove it, or match GET.", path.Key("match"));
        if (cache.EntryBytesMax > cache.BytesMax)
        {
            findings.Add(
                CacheErrors.EntryBeyondAll, at.Key(findings.IsWritten(at.Key("max-entry")) ? "max-entry" : "max-bytes"),
                $"One answer may have {CacheFields.EntryBytesMax.Shape.WriteAny(cache.EntryBytesMax)}, and all of them {CacheFields.BytesMax.Shape.WriteAny(cache.BytesMax)}",
                "Lower 'max-entry', or raise 'max-bytes'.");
        }

        foreach (var part in cache.VaryBy?.Parts ?? [])
            if (part.Kind == KeyPartKind.Query && cache.IgnoreQuery.Contains(part.Name))
                findings.Add(CacheErrors.QueryTwice, at.Key("ignore-query"), $"'{part.Name}' is part of the key by 'vary-by'", "Name it in one of them.", at.Key("vary-by"));
        CheckCallers(cache, path, findings);
    }

    private static void CheckCallers(CachePlan cache, PlanPath path, PlanFindings findings)
    {
        var at = path.Key("cache");
        foreach (var part in cache.Per?.Parts ?? [])
        {
            if (part.Kind is not KeyPartKind.Header and not KeyPartKind.Cookie)
                findings.Add(CacheErrors.UnprovenPer, at.Key("per"), "Nobody checks it where an answer is at hand", "Take 'header:Authorization', or the cookie of the session.");
            else if (part.Kind == KeyPartKind.Cookie && cache.Cookies == CacheCookies.Ignore)
                findings.Add(CacheErrors.Ambiguous, at.Key("per"), $"The cookie '{part.Name}' tells callers apart, and cookies are ignored", "Remove 'per' or 'cookies: ignore'.", at.Key("cookies"));
        }

        if (cache.Per is not null) return;
        if (findings.FindBelow(path, (key, text) => IsOfCallers(key, text, cache.Cookies), "cache") is { } shows)
            findings.Add(CacheErrors.Unsaid, at, "The plan tells the callers of this interface apart by their credentials, and 'cache' does not", "Add 'per', as 'per: header:Authorization'.", shows);
    }

    /// <summary>Whether a value of the plan shows that callers are known: a part of a request by which they are told apart, or a header that the interface matches.</summary>
    private static bool IsOfCallers(string key, string text, CacheCookies cookies) =>
        text.StartsWith("claim:", StringComparison.Ordinal)
        || text.Equals("header:Authorization", StringComparison.OrdinalIgnoreCase) || key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || (cookies == CacheCookies.Identity && (text.StartsWith("cookie:", StringComparison.Ordinal) || key.Equals("Cookie", StringComparison.OrdinalIgnoreCase)));

    private static bool IsForReads(InterfacePlan one) => one.Match.Methods.Count == 0 || one.Match.Methods.Contains("GET");

    private static string Words(InterfacePlan one) => $"The interface matches {string.Join(", ", one.Match.Methods)}, and answers to GET are kept or shared";
}
