using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Breakers.Manual;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>A set of breakers as one revision uses it.</summary>
internal sealed class BreakerSeat(BreakerSet set, BreakerSite site, KeyReader? reader, string rule)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly Refusal _open = new(BreakerErrors.Open, "breaker-open", Position.Breaker, rule);
    private readonly Refusal _halfOpen = new(BreakerErrors.Open, "breaker-half-open", Position.Breaker, rule);
    private readonly Refusal _forced = new(BreakerErrors.ForcedOpen, "breaker-forced-open", Position.Breaker, rule);

    public BreakerSet Set => set;

    public BreakerSite Site => site;

    public Verdict Enter(Call call, Attempt attempt, VersionModel version)
    {
        attempt.Ticket = 0;
        var now = call.Time.GetTimestamp();
        var order = set.OrderAt(now);
        switch (order?.Mode)
        {
            case BreakerMode.ForcedOpen:
                set.Tallies.Refused(observed: false);
                return new Verdict(_forced, Left(order.Until, now));
            case BreakerMode.ForcedClosed:
                return Verdict.Pass;
        }

        if (Find(call, now).TryPass(site, version, call, attempt, now, out var ticket, out var era))
        {
            attempt.Ticket = ticket.Value;
            return Verdict.Pass;
        }

        var observed = site.Plan.Observe || order is not null;
        set.Tallies.Refused(observed);
        if (observed) return Verdict.Pass;
        return era.Machine.Phase == BreakerPhase.Open
            ? new Verdict(_open, Left(era.Machine.Until, now), era.Cause)
            : new Verdict(_halfOpen, Shortest, new Measure("share", BreakerState.Share(site, era, now), 1));
    }

    public void Leave(Call call, Attempt attempt, VersionModel version, in Outcome outcome, long ended)
    {
        var ticket = new BreakerTicket(attempt.Ticket);
        attempt.Ticket = 0;
        if (ticket.Value != 0) Known(call, ended)?.Leave(site, version, call, attempt, outcome, ended, ticket);
    }

    private TimeSpan Left(long until, long now)
    {
        var left = TimeSpan.FromSeconds((double)(until - now) / site.Frequency);
        return left < Shortest ? Shortest : left;
    }

    private BreakerState Find(Call call, long now)
    {
        if (reader is null || set.Keys is not { } keys || !reader.TryHash(call, HashSeed.Secret, out var hash)) return set.StateFor(site, now);
        return keys.FindOrAdd(hash, now, (Seat: this, Call: call, Now: now), static with => with.Seat.Make(with.Call, with.Now));
    }

    private BreakerState Make(Call call, long now) => new(site, set.Tallies, reader!.Text(call), now);

    /// <summary>Null: it was forgotten meanwhile.</summary>
    private BreakerState? Known(Call call, long now) =>
        reader is not null && set.Keys is { } keys && reader.TryHash(call, HashSeed.Secret, out var hash) ? keys.Find(hash, now) : set.State;
}
