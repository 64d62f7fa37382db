using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Breakers.Manual;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>A set of breakers as one revision uses it.</summary>
/// <remarks>Calls that still live under an older revision are judged by the live one: what they let a breaker become outlives them.</remarks>
internal sealed class BreakerSeat(BreakerSet set, BreakerSite site, string rule)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly Refusal _open = new(BreakerErrors.Open, "breaker-open", Position.Breaker, rule);
    private readonly Refusal _halfOpen = new(BreakerErrors.Open, "breaker-half-open", Position.Breaker, rule);
    private readonly Refusal _forced = new(BreakerErrors.ForcedOpen, "breaker-forced-open", Position.Breaker, rule);

    public BreakerSet Set => set;

    public BreakerSite Site => site;

    private BreakerSite Live => set.Live ?? site;

    /// <returns>False: it is to be asked with <see cref="Enter"/>. True while the breaker is closed, on its own, and nobody need look at it.</returns>
    public bool TryEnter(Call call, Attempt attempt)
    {
        attempt.Ticket = 0;
        var now = call.Now;
        if (set.OrderAt(now) is not null || !Find(call, Live, now).TryPass(call, attempt, now, out var ticket)) return false;
        attempt.Ticket = ticket.Value;
        return true;
    }

    public Verdict Enter(Call call, Attempt attempt, VersionModel version)
    {
        attempt.Ticket = 0;
        var now = call.Now;
        var order = set.OrderAt(now);
        if (order is { Mode: BreakerMode.ForcedOpen }) return RefuseForced(order, now);
        if (order is { Mode: BreakerMode.ForcedClosed }) return Verdict.Pass;
        var at = Live;
        if (Find(call, at, now).TryPass(at, version, call, attempt, now, out var ticket, out var era))
        {
            attempt.Ticket = ticket.Value;
            return Verdict.Pass;
        }

        var observed = at.Plan.Observe || order is not null;
        set.Tallies.Refused(observed);
        return observed ? Verdict.Pass : Refuse(at, era, now);
    }

    public void Leave(Call call, Attempt attempt, VersionModel version, in Outcome outcome, long ended)
    {
        var ticket = new BreakerTicket(attempt.Ticket);
        attempt.Ticket = 0;
        if (ticket.Value != 0) Known(call, ended)?.Leave(Live, version, call, attempt, outcome, ended, ticket);
    }

    private Verdict Refuse(BreakerSite at, BreakerEra era, long now) => era.Machine.Phase == BreakerPhase.Open
        ? new Verdict(_open, Left(era.Machine.Until, now), era.Cause)
        : new Verdict(_halfOpen, Shortest, new Measure("share", BreakerState.Share(at, era, now), 1));

    private Verdict RefuseForced(BreakerOrder order, long now)
    {
        set.Tallies.Refused(observed: false);
        order.Layer?.Tally.Count();
        var left = Left(order.Until, now);
        return new Verdict(order.Refusal ?? _forced, left, new Measure("left_seconds", left.TotalSeconds, 0));
    }

    private TimeSpan Left(long until, long now)
    {
        var left = TimeSpan.FromSeconds((double)(until - now) / site.Frequency);
        return left < Shortest ? Shortest : left;
    }

    private BreakerState Find(Call call, BreakerSite at, long now)
    {
        if (set.ByKey is not { } keys || !keys.TryHash(call, out var hash)) return set.StateFor(at, now);
        return keys.Table.FindOrAdd(hash, now, (Set: set, At: at, Keys: keys, Call: call, Now: now), static with =>
            new BreakerState(with.At, with.Set.Tallies, with.Keys.Reader.Text(with.Call), with.Now));
    }

    /// <summary>Null: it was forgotten meanwhile.</summary>
    private BreakerState? Known(Call call, long now) =>
        set.ByKey is { } keys && keys.TryHash(call, out var hash) ? keys.Table.Find(hash, now) : set.State;
}
