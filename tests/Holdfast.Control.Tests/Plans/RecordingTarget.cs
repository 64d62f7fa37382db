using Holdfast.Control.Plans;
using Holdfast.Core.Plan;
using Holdfast.Core.Staging;

namespace Holdfast.Control.Tests.Plans;

internal sealed class RecordingTarget : IPlanFollower, IPlanTarget
{
    private readonly List<HoldfastPlan> _applied = [];

    /// <summary>Why plans cannot be carried out; null: they can.</summary>
    public string? Reason { get; set; }

    public int Tries { get; private set; }

    public IReadOnlyList<HoldfastPlan> Applied
    {
        get { lock (_applied) return [.. _applied]; }
    }

    public HoldfastPlan? LivePlan => null;

    /// <summary>The numbers of what was applied.</summary>
    public List<int> Numbers { get; } = [];

    public Task<string?> FollowAsync(PlanEdition edition, CancellationToken cancellation) =>
        ApplyAsync(edition.Result.Plan!, edition.Result.Digest, Applied.Count + 2, static _ => Task.CompletedTask, cancellation);

    public Task<StagedPlan> StageAsync(
        HoldfastPlan plan, string digest, int number, StageScope scope, double share, double alpha, Func<CancellationToken, Task> record, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public void EndStage(StagedPlan staged) => throw new NotSupportedException();

    public async Task<string?> ApplyAsync(
        HoldfastPlan plan, string digest, int number, Func<CancellationToken, Task> record, CancellationToken cancellation)
    {
        Tries++;
        if (Reason is not null) return Reason;
        await record(cancellation);
        lock (_applied)
        {
            _applied.Add(plan);
            Numbers.Add(number);
        }

        return null;
    }
}
