using Holdfast.Core.Layers;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Degradation.Caching;

namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary>Carries out what operators have switched, and what degradation plans have laid there. Every interface has one, so that a switch needs no new revision.</summary>
/// <param name="cache">Null: the interface keeps nothing.</param>
internal sealed class SwitchStage(SwitchState state, InterfaceCache? cache) : InboundStage
{
    /// <summary>Longer than this nobody should wait for word that it is back.</summary>
    private static readonly TimeSpan RetryAfterMax = TimeSpan.FromMinutes(1);

    public override Position Position => Position.Degradation;

    public override bool IsIdle => state.Orders.Length == 0 && state.Laid.Length == 0;

    public override ValueTask<Verdict> EnterAsync(Call call) => new(Decide(call, state.Orders, state.Laid));

    private Verdict Decide(Call call, SwitchOrder[] byHand, SwitchOrder[] laid)
    {
        var now = call.Now;
        var orders = SwitchMachine.Above(Array.Exists(byHand, static one => one.Caller is not null) ? Own(call, byHand, now) : byHand, laid, now);
        if (orders.Length == 0) return Verdict.Pass;
        var kept = Array.Exists(orders, one => one.Kind == SwitchKind.Stale && now < one.Until) ? Find(call) : null;
        var (place, placeForPart) = LayerPlace.Of(call);
        if (SwitchMachine.Decide(orders, now, kept is not null, place, placeForPart) is not { } order) return Verdict.Pass;
        order.Layer?.Tally.Count();
        if (order.Kind == SwitchKind.Stale && kept is not null)
        {
            var age = kept.Age(cache!.Time);
            cache.State.Count(CacheCounts.Stale);
            call.Substitute(order.Refusal.Rule);
            return Verdict.AnswerWith(InterfaceCache.Give(call, kept, age), order.Given, order.Refusal.Rule, new Measure("age_seconds", age.TotalSeconds, kept.Terms.Lifetime.TotalSeconds));
        }

        if (order.Kind != SwitchKind.Answer || !call.TakesAnswers) return Refuse(call, order, now, place);
        call.Substitute(order.Refusal.Rule);
        return Verdict.AnswerWith(order.Answer!, order.Given, order.Refusal.Rule);
    }

    /// <remarks>Apart: what looks at the call is made only where a caller is named.</remarks>
    private static SwitchOrder[] Own(Call call, SwitchOrder[] byHand, long now) => SwitchMachine.For(byHand, now, caller => caller.Is(call));

    private static Verdict Refuse(Call call, SwitchOrder order, long now, double place)
    {
        var left = call.Time.GetElapsedTime(now, order.Until);
        return new Verdict(
            order.Refusal, left < RetryAfterMax ? left : RetryAfterMax,
            order.Kind == SwitchKind.Share ? new Measure("place", place, order.Share) : new Measure("left_seconds", left.TotalSeconds, 0));
    }

    private CachedAnswer? Find(Call call)
    {
        if (cache is null || !InterfaceCache.IsFor(call)) return null;
        var key = cache.Keys.Of(call, cache.Keys.Query.Of(call.QueryText), out var caller);
        // An answer that says it must never be given stale is not, whoever wants it.
        return cache.Find(call, key, caller, out _) is { } answer && CacheMachine.MayStandIn(default, answer.Terms, answer.Age(cache.Time), TimeSpan.MaxValue) ? answer : null;
    }
}
