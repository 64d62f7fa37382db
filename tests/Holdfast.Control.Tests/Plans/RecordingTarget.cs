using Holdfast.Control.Plans;
using Holdfast.Core.Plan;

namespace Holdfast.Control.Tests.Plans;

internal sealed class RecordingTarget : IPlanTarget
{
    private readonly List<HoldfastPlan> _applied = [];

    /// <summary>Why plans cannot be carried out; null: they can.</summary>
    public string? Reason { get; set; }

    public int Tries { get; private set; }

    public IReadOnlyList<HoldfastPlan> Applied
    {
        get { lock (_applied) return [.. _applied]; }
    }

    public Task<string?> ApplyAsync(HoldfastPlan plan, string digest, CancellationToken cancellation)
    {
        Tries++;
        if (Reason is null)
        {
            lock (_applied)
                _applied.Add(plan);
        }

        return Task.FromResult(Reason);
    }
}
