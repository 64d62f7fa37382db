using System.Collections.Frozen;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Staging;

/// <summary>A plan that a share of the requests tries while the live one carries the others.</summary>
/// <remarks>
/// Each request is given to a side by chance, for itself. By the caller's address it would be no matter of chance: behind a
/// balancer all requests have one, and one caller whose requests always fail would be taken for a fault of the plan.
/// </remarks>
public sealed class StagedPlan
{
    /// <summary>Of its calls so many were answered sooner, in the window before the stage: what takes longer is slow.</summary>
    private const double UsualRatio = 0.95;

    /// <summary>Quantiles are known to within a bucket: what is in the bucket of the usual is no slower than usual.</summary>
    private const double Bucket = 1 + (1.0 / LatencyBuckets.Steps);

    /// <summary>Answered calls below which it is not known what is usual.</summary>
    private const int AnsweredMin = 100;

    private readonly TaskCompletionSource<string> _worse = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FrozenDictionary<string, TimeSpan> _usual;
    private readonly IReadOnlySet<string>? _touched;
    private readonly IRandomSource _random;
    private readonly long _began;
    private PlanModel _model;

    /// <param name="model">Compiled over what is live: the nodes are the same.</param>
    /// <param name="scope">What it touches.</param>
    /// <param name="share">Of the requests that try it, above 0 and below 1.</param>
    /// <param name="alpha">In how many of all stages a plan that is no worse may be called worse.</param>
    /// <param name="usual">How the calls of an interface went lately; null: it is not known.</param>
    public StagedPlan(
        PlanModel model, StageScope scope, double share, double alpha, Func<string, CallCounts?> usual, IRandomSource random, TimeProvider time)
    {
        (_model, Share, _touched, _random, _began) = (model, share, scope.Interfaces, random, time.GetTimestamp());
        Judge = new StageJudge(share, alpha);
        _usual = model.Interfaces.Keys.Select(name => (Name: name, Counts: usual(name)))
            .Where(static one => one.Counts is { } counts && counts.Successes + counts.Failures >= AnsweredMin)
            .ToFrozenDictionary(static one => one.Name, static one => one.Counts!.Quantile(UsualRatio) * Bucket, StringComparer.Ordinal);
    }

    public PlanModel Model
    {
        get => Volatile.Read(ref _model);
        private set => Volatile.Write(ref _model, value);
    }

    public double Share { get; }

    public StageJudge Judge { get; }

    /// <summary>Ends, with the reason, when it has turned out worse.</summary>
    public Task<string> Worse => _worse.Task;

    /// <summary>Whether the next request is its own.</summary>
    public bool Takes() => _random.NextDouble() < Share;

    /// <summary>The names of the live plan stand for other addresses.</summary>
    /// <param name="model">The same revision, over what is live now.</param>
    public void Renew(PlanModel model) => Model = model;

    /// <summary>A call has ended, under this plan or under the live one.</summary>
    public void Hear(Call call, in Outcome outcome)
    {
        // Those that came before it were given to no side.
        if (call.Started < _began) return;
        var target = call.Interface?.Name;
        if (_touched is not null && (target is null || !_touched.Contains(target))) return;
        var isSlow = target is not null && outcome.Kind is OutcomeKind.Success or OutcomeKind.Failure && _usual.TryGetValue(target!, out var usual) && call.Taken > usual;
        if (Judge.Hear(ReferenceEquals(call.Plan.Revision, Model.Revision), outcome.Kind, isSlow)) _worse.TrySetResult(Judge.Verdict!);
    }
}
