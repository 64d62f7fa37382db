using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Degradation.Caching;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>The last good answer to the same request, though it is no longer fresh.</summary>
/// <param name="beyond">How long after its freshness; null: as the answer says.</param>
internal sealed class StaleSubstitute(SubstitutePlan plan, string rule, InterfaceCache cache, TimeSpan? beyond) : Substitute(plan, SubstituteKind.Stale, rule)
{
    public override async ValueTask<Outcome?> AnswerAsync(Call call, bool isLast)
    {
        if (Find(call) is not { } answer) return null;
        cache.State.Count(CacheCounts.StaleIfError);
        if (cache.State.IsNews(isStale: true)) CacheSignals.Stale(cache);
        return await call.AnswerAsync(InterfaceCache.Give(call, answer, answer.Age(cache.Time)));
    }

    public override Measure Measured(Call call) => Find(call) is { } answer
        ? new("age_seconds", answer.Age(cache.Time).TotalSeconds, answer.Terms.Lifetime.TotalSeconds)
        : base.Measured(call);

    protected override bool IsReady(Call call, SubstituteCauses cause, int attempts) => Find(call) is not null;

    private CachedAnswer? Find(Call call)
    {
        if (!InterfaceCache.IsFor(call)) return null;
        var key = cache.Keys.Of(call, cache.Keys.Query.Of(call.QueryText), out var caller);
        return cache.Find(call, key, caller, out _) is { } answer && CacheMachine.MayStandIn(cache.Asked(call), answer.Terms, answer.Age(cache.Time), beyond) ? answer : null;
    }
}
