namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Whether an answer may be kept, or shared with those that wait for it. Pure.</summary>
internal static class StoreMachine
{
    /// <summary>Whether it may be kept for others by a cache that serves many (RFC 9111, 3), and is of use there.</summary>
    /// <param name="callersNoStore">The request says no-store.</param>
    /// <param name="isOfUseStale">The plan may want it when it is no longer fresh.</param>
    public static bool MayKeep(CachePlan plan, AnswerHead head, in AnswerTerms terms, in CacheCaller caller, bool callersNoStore, bool isOfUseStale)
    {
        if (callersNoStore || !MayShare(head, terms, caller)) return false;
        if (head.Status is < 200 or 206 or 304 or >= 500) return false;
        if (!Freshness.IsSaid(plan, head) && !Freshness.IsByDefault(head.Status)) return false;
        if (head.Status >= 400 && terms.Lifetime <= TimeSpan.Zero) return false;
        return terms.Lifetime > terms.AgeThen || IsOfUse(head, terms, isOfUseStale);
    }

    /// <summary>Whether others may get it at all: nothing in it says that it is for one, or for one time.</summary>
    public static bool MayShare(AnswerHead head, in AnswerTerms terms, in CacheCaller caller)
    {
        var says = head.Directives;
        // must-understand stands in for no-store where the status is understood (RFC 9111, 5.2.2.3).
        var noStore = says.NoStore && !(says.MustUnderstand && Freshness.IsByDefault(head.Status));
        if (noStore || says.Private || head.Has("Set-Cookie") || head.Joined("Vary").Contains('*')) return false;
        return caller.IsTold || CacheMachine.IsFor(terms, caller.HasAuthorization, caller.HasCookie);
    }

    /// <summary>What is not fresh can be asked for anew with less, or stands in when the service fails.</summary>
    private static bool IsOfUse(AnswerHead head, in AnswerTerms terms, bool isOfUseStale) =>
        head.Has("ETag") || head.Has("Last-Modified")
        || (!terms.NeverStale && (isOfUseStale || terms.StaleWhile > TimeSpan.Zero || terms.StaleIfError > TimeSpan.Zero));
}
