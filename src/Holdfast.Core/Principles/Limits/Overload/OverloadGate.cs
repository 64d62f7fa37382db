using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;

namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary>Holds attempts back that a version could not answer now. Before a node is picked, and before any of the body is read.</summary>
public sealed class OverloadGate : AttemptGate
{
    // Not by name: it is looked for by every call.
    private readonly ConcurrentDictionary<InterfaceState, LatencyTrack> _tracks = new();
    private readonly OverloadSite _site;

    internal OverloadGate(OverloadPlan plan, string service, VersionState version, CompileContext context)
    {
        _site = new OverloadSite(plan, service, $"services.{service}.versions.{version.Name}", context);
        State = version.Own(() => new OverloadState(_site, context.Random));
    }

    public override Position Position => Position.Pool;

    internal OverloadState State { get; }

    public override bool TryEnter(Call call, Attempt attempt, VersionModel version, NodeModel? node)
    {
        if (State.Level.IsOn || State.TryTakeAtOnce(call.Now) is not { } place) return false;
        Keep(attempt, place);
        return true;
    }

    public override ValueTask<Verdict> EnterAsync(Call call, Attempt attempt, VersionModel version, NodeModel? node, bool mayWait)
    {
        var now = call.Now;
        var isFirst = call.Attempts == 0;
        if (isFirst && State.Level.IsOn && !State.Admits(_site, _site.Turns.Place(call), now)) return RefuseAsync(OverloadReason.Shed);
        if (State.TryTake(_site, now) is { } place)
        {
            Keep(attempt, place);
            return new(Verdict.Pass);
        }

        // A second try of one call is not worth the first of another.
        return !mayWait || _site.Plan.QueueMax == 0 || (!isFirst && State.Level.IsOn) ? RefuseAsync(OverloadReason.NoPlace) : WaitAsync(call, attempt, now);
    }

    public override void AnswerBegan(Call call, Attempt attempt, in Outcome head) => GiveBack(call, attempt, head, attempt.AnswerBeganAt);

    public override void Leave(Call call, Attempt attempt, VersionModel version, NodeModel? node, in Outcome outcome, long ended) =>
        GiveBack(call, attempt, outcome, ended);

    internal void Follow() => State.Follow(_site);

    private LatencyTrack Track(Call call) =>
        _tracks.GetOrAdd(call.Interface!.State, static (target, limit) => limit.Track(target.Name), State.Limit);

    private Measure Rate => new("calls_per_second", State.Level.Machine?.Arrivals.Sum() ?? 0, State.Level.Machine?.Rate ?? 0);

    private Measure InFlight => new("in-flight", State.Limit.InFlight, State.Limit.Places);

    private ValueTask<Verdict> RefuseAsync(OverloadReason reason) => new(_site.Refuse(reason, reason == OverloadReason.Shed ? Rate : InFlight));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Verdict> WaitAsync(Call call, Attempt attempt, long now)
    {
        var longest = ConcurrencyMachine.Ticks(Remaining.Of(call, call.Interface!).Time, call.Time.TimestampFrequency);
        var place = await State.WaitAsync(_site, call, longest, now);
        if (place is null) return _site.Refuse(OverloadReason.NoPlace, InFlight);
        Keep(attempt, place);
        return Verdict.Pass;
    }

    /// <summary>Once an attempt: as its answer begins, for then the work is done, or as it ends without one.</summary>
    private void GiveBack(Call call, Attempt attempt, in Outcome outcome, long now)
    {
        if (Kept(attempt) is not ConcurrencyEpoch place) return;
        Keep(attempt, null);
        State.Release(_site, place, Track(call), OverloadEvidence.Of(call, attempt, outcome, now), now);
    }
}
