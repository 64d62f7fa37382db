namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Whether an answer at hand may be given (RFC 9111, 4). Pure.</summary>
internal static class CacheMachine
{
    /// <param name="request">What the caller says; nothing, where the plan ignores that.</param>
    /// <param name="age">How old the answer is now.</param>
    public static CacheStep Decide(in CacheDirectives request, in AnswerTerms terms, TimeSpan age)
    {
        if (request.NoCache || terms.AsksFirst || request.MaxAge < age) return CacheStep.Ask;
        var left = terms.Lifetime - age;
        if (left > TimeSpan.Zero) return request.MinFresh > left ? CacheStep.Ask : CacheStep.Give;
        if (terms.NeverStale || request.MinFresh is not null) return CacheStep.Ask;
        if (request.MaxStale >= -left) return CacheStep.GiveStale;
        return -left < terms.StaleWhile ? CacheStep.GiveAndRefresh : CacheStep.Ask;
    }

    /// <summary>Whether it may be given where the service does not answer.</summary>
    /// <param name="beyond">Longest time after its freshness, by the plan; null: as the answer says.</param>
    public static bool MayStandIn(in CacheDirectives request, in AnswerTerms terms, TimeSpan age, TimeSpan? beyond)
    {
        if (request.NoCache || request.MaxAge < age || terms.AsksFirst) return false;
        var left = terms.Lifetime - age;
        if (left > TimeSpan.Zero) return true;
        var most = beyond ?? terms.StaleIfError;
        if (request.StaleIfError is { } callers && callers > most) most = callers;
        return !terms.NeverStale && -left <= most;
    }

    /// <summary>Whether a caller that shows these credentials may get an answer that was kept for all.</summary>
    public static bool IsFor(in AnswerTerms terms, bool hasAuthorization, bool hasCookie) =>
        (!hasAuthorization || terms.ForAuthorized) && (!hasCookie || terms.ForAll);
}
