using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>One breaker, across revisions: the era it is in. Eras follow one another by compare-and-swap; calls take no lock.</summary>
internal sealed class BreakerState(BreakerSite site, BreakerTallies tallies, string key, long now)
{
    /// <summary>Each turn of the loop is another era; so many at once are not a call's to wait for.</summary>
    private const int TurnsMax = 4;

    private BreakerEra _era = new(BreakerMachine.Begin(now), default, site.Plan, site.Places, now, site.Frequency);

    public BreakerEra Era => Volatile.Read(ref _era);

    /// <summary>Lets an attempt be made where there is nothing to decide: it is closed, and it is nobody's turn to look at what is in flight.</summary>
    /// <param name="ticket">To be given back with <see cref="Leave"/>, where it may.</param>
    public bool TryPass(Call call, Attempt attempt, long now, out BreakerTicket ticket)
    {
        ticket = default;
        var era = Era;
        if (era.Machine.Phase != BreakerPhase.Closed || era.MayBeDue(now)) return false;
        ticket = new BreakerTicket(era.Id, era.Flights?.Enter(call, attempt) ?? -1, isTrial: false);
        return true;
    }

    /// <summary>Whether an attempt may be made.</summary>
    /// <param name="ticket">To be given back with <see cref="Leave"/>, where it may.</param>
    /// <param name="era">By which it was decided.</param>
    public bool TryPass(BreakerSite at, VersionModel version, Call call, Attempt attempt, long now, out BreakerTicket ticket, out BreakerEra era)
    {
        ticket = default;
        era = Era;
        for (var turn = 0; turn < TurnsMax; turn++, era = Era)
        {
            var phase = era.Machine.Phase;
            if (phase == BreakerPhase.Open && now < era.Machine.Until) return false;
            if (phase == BreakerPhase.Open)
            {
                TryMove(at, version, era, now);
                continue;
            }

            if (era.IsDue(now))
            {
                Look(at, version, era, now);
                if (TryMove(at, version, era, now)) continue;
            }

            var isTrial = phase == BreakerPhase.HalfOpen;
            if (isTrial && !era.TryAdmit(Share(at, era, now), now)) return false;
            ticket = new BreakerTicket(era.Id, era.Flights?.Enter(call, attempt) ?? -1, isTrial);
            return true;
        }

        return era.Machine.Phase == BreakerPhase.Closed;
    }

    /// <summary>An attempt has ended, or was not made after all.</summary>
    public void Leave(BreakerSite at, VersionModel version, Call call, Attempt attempt, in Outcome outcome, long ended, BreakerTicket ticket)
    {
        var era = Era;
        if (era.Id != ticket.Era) return;
        if (ticket.Place >= 0) era.Flights!.Leave(ticket.Place);
        // One that hung and has come back is counted as what it came to, not as hanging too.
        if (era.Hanging > 0 && BreakerEvidence.Taken(call, attempt, ended) >= era.Longest) Look(at, version, era, ended);
        var evidence = at.Judge(call, attempt, outcome, ended, ticket);
        var isBad = BreakerMachine.IsBad(at.Plan, evidence.Failed, evidence.Slow);
        if (evidence.Is)
        {
            if (at.Plan.Quorum is not null) BreakerQuorum.Add(attempt.Node, at, evidence, ended);
            era.Add(evidence.Failed, evidence.Slow, ticket.IsTrial, isBad, ended);
        }

        if (ticket.IsTrial) era.Resolve();
        if (isBad || ticket.IsTrial) TryMove(at, version, era, ended);
    }

    /// <summary>Share of the calls that passes now, of a breaker that is half open.</summary>
    public static double Share(BreakerSite at, BreakerEra era, long now) =>
        at.Plan.Ramping.ShareAfter(TimeSpan.FromSeconds((double)(now - era.Machine.Since) / at.Frequency));

    /// <summary>Where another revision gathers evidence by other bounds, it is gathered anew; the phase stays.</summary>
    public void Follow(BreakerSite next, long time)
    {
        while (Era is var era && era.Machine.Phase != BreakerPhase.Open && era.Spec != BreakerSpec.Of(next.Plan))
            if (TrySwap(era, next, era.Machine, era.Cause, time)) return;
    }

    /// <summary>An operator's word: open until then, and no longer. Trials follow.</summary>
    public void Open(BreakerSite at, long time, long until)
    {
        while (true)
        {
            var era = Era;
            var machine = new BreakerMachine(BreakerPhase.Open, time, until, Math.Max(1, era.Machine.Openings));
            if (TrySwap(era, at, machine, era.Cause, time)) return;
        }
    }

    private static void Look(BreakerSite at, VersionModel version, BreakerEra era, long time) =>
        era.Look(time, at.Plan is { Scope: BreakerScope.Version, Per: null } ? version.State.InFlight : 0);

    /// <returns>Whether it changed, by this thread or another.</returns>
    private bool TryMove(BreakerSite at, VersionModel version, BreakerEra era, long time)
    {
        var next = era.Machine.Next(at.Plan, era.Read(time), time, at.Frequency, at.Draw(), out var cause);
        if (next == era.Machine) return false;
        if (era.Machine.Phase == BreakerPhase.Closed && !at.Agrees(version, era, time)) return false;
        // Half open it still says why it was open.
        if (next.Phase == BreakerPhase.HalfOpen) cause = era.Cause;
        if (!TrySwap(era, at, next, cause, time)) return true;
        tallies.Moved(next.Phase);
        at.Tell(era, Era, key, time);
        return true;
    }

    private bool TrySwap(BreakerEra era, BreakerSite at, BreakerMachine machine, Measure cause, long time)
    {
        var next = new BreakerEra(machine, cause, at.Plan, at.Places, time, at.Frequency);
        return Interlocked.CompareExchange(ref _era, next, era) == era;
    }
}
