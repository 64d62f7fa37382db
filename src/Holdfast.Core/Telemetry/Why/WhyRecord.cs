using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Telemetry.Why;

/// <summary>All that is kept of one call. Made once and written over: what is kept of the next call costs no memory.</summary>
/// <remarks>No header, no query, no body: they may hold secrets. Under 3 KB, the path and the trace included.</remarks>
internal sealed class WhyRecord
{
    /// <summary>Characters of a path; what is longer is cut.</summary>
    public const int PathMax = 256;

    private readonly WhyDecision[] _decisions = new WhyDecision[DecisionLog.DecisionsMax];
    private readonly WhyTry[] _tries = new WhyTry[AttemptLog.AttemptsMax];
    private int _decisionsKept;
    private int _triesKept;

    public WhyTold Told { get; private set; }

    public WhyRank Rank { get; private set; }

    public DateTimeOffset At { get; private set; }

    public TimeSpan Took { get; private set; }

    /// <summary>Empty: none matched.</summary>
    public string Interface { get; private set; } = "";

    public string Service { get; private set; } = "";

    public string Version { get; private set; } = "";

    public string Method { get; private set; } = "";

    public string Path { get; private set; } = "";

    public Criticality Criticality { get; private set; }

    public int Revision { get; private set; }

    public string RevisionName { get; private set; } = "";

    public Outcome Outcome { get; private set; }

    /// <summary>Why something answered in the service's place; null: nothing did.</summary>
    public Refusal? Cause { get; private set; }

    /// <summary>Path of the rule by which it did; null: nothing did.</summary>
    public string? SubstitutedBy { get; private set; }

    public TimeSpan RetryAfter { get; private set; }

    public WhyStages Stages { get; private set; }

    public int Attempts { get; private set; }

    public int Decided { get; private set; }

    public ReadOnlySpan<WhyDecision> Decisions => _decisions.AsSpan(0, _decisionsKept);

    public ReadOnlySpan<WhyTry> Tries => _tries.AsSpan(0, _triesKept);

    public void Write(Call call, in Outcome outcome, WhyRank rank, in WhyTold told)
    {
        Told = told;
        Rank = rank;
        // Refused before the pipeline saw it, a call has no beginning.
        Took = call.Started == 0 ? TimeSpan.Zero : call.Time.GetElapsedTime(call.Started);
        At = call.Time.GetUtcNow() - Took;
        Interface = call.Interface?.Name ?? "";
        Service = call.Version?.Service ?? call.Interface?.Service.Name ?? "";
        Version = call.Version?.Name ?? "";
        Method = call.Method;
        Path = call.Path is not { } path ? "" : path.Length <= PathMax ? path : path[..PathMax];
        Criticality = call.Criticality;
        Revision = call.Plan.Revision.Number;
        RevisionName = call.Plan.Revision.Name;
        Outcome = outcome;
        SubstitutedBy = call.SubstitutedBy;
        Cause = call.SubstitutedBy is null ? null : call.Refusal;
        RetryAfter = call.RetryAfter;
        Stages = WhyStages.Of(call, told.Refusal);
        Attempts = call.Attempts;
        Decided = call.Decisions.Count;
        WriteDecisions(call);
        WriteTries(call);
    }

    public void CopyTo(WhyRecord other)
    {
        (other.Told, other.Rank, other.At, other.Took) = (Told, Rank, At, Took);
        (other.Interface, other.Service, other.Version) = (Interface, Service, Version);
        (other.Method, other.Path, other.Criticality) = (Method, Path, Criticality);
        (other.Revision, other.RevisionName) = (Revision, RevisionName);
        (other.Outcome, other.SubstitutedBy, other.Cause, other.RetryAfter) = (Outcome, SubstitutedBy, Cause, RetryAfter);
        (other.Stages, other.Attempts, other.Decided) = (Stages, Attempts, Decided);
        (other._decisionsKept, other._triesKept) = (_decisionsKept, _triesKept);
        _decisions.CopyTo(other._decisions, 0);
        _tries.CopyTo(other._tries, 0);
    }

    private void WriteDecisions(Call call)
    {
        var kept = call.Decisions.Kept;
        for (var i = 0; i < kept.Length; i++) _decisions[i] = WhyDecision.Of(kept[i]);
        _decisions.AsSpan(kept.Length).Clear();
        _decisionsKept = kept.Length;
    }

    private void WriteTries(Call call)
    {
        var kept = call.Ended.Kept;
        for (var i = 0; i < kept.Length; i++) _tries[i] = WhyTry.Of(kept[i], call);
        _triesKept = kept.Length;
        // Answered by its first attempt: that is in the call itself.
        if (kept.Length == 0 && call.First.EndedAt != 0) _tries[_triesKept++] = WhyTry.Of(AttemptNote.Of(call.First), call);
        _tries.AsSpan(_triesKept).Clear();
    }
}
