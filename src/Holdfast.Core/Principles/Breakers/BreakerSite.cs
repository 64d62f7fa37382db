using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>Where a breaker stands under one revision: its plan, and whom it tells.</summary>
/// <param name="Subject">What it breaks off, as a path of the plan.</param>
/// <param name="Places">For attempts in flight, a power of two.</param>
internal sealed record BreakerSite(BreakerPlan Plan, string Subject, int Places, CompileContext Context)
{
    public long Frequency { get; } = Context.Time.TimestampFrequency;

    public double Draw() => Context.Random.NextDouble();

    /// <param name="key">Of the caller whose breaker it is; empty: it is everybody's.</param>
    public void Tell(BreakerEra before, BreakerEra after, string key, long now) =>
        BreakerSignals.Changed(Context.Signals, this, before, after, key, now);

    /// <summary>Whether enough nodes are bad.</summary>
    public bool Agrees(VersionModel version, BreakerEra era, long now) => Plan.Quorum is not { } quorum
        || (era.MayCount(now, Frequency) && BreakerQuorum.Share(version, Plan, era, now, Frequency) >= quorum);

    public EvidenceOf Judge(Call call, Attempt attempt, in Outcome outcome, long ended, BreakerTicket ticket)
    {
        var verdict = BreakerEvidence.Of(Plan, outcome, attempt.Number);
        if (verdict == BreakerVerdict.Neutral) return default;
        var taken = BreakerEvidence.Taken(call, attempt, ended);
        var slow = Plan.Slow is { } bound && taken >= BreakerMachine.Ticks(bound, Frequency);
        var failed = verdict == BreakerVerdict.Failed || (ticket.IsTrial && taken >= BreakerMachine.Ticks(Plan.TrialTimeout, Frequency));
        return new EvidenceOf(true, failed, slow);
    }

    /// <param name="Is">Whether there is any.</param>
    internal readonly record struct EvidenceOf(bool Is, bool Failed, bool Slow);
}
