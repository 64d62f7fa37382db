using System.Collections.Concurrent;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>Which partition of a pool a call belongs to: the first that fits, under one revision.</summary>
internal sealed class PoolPartitions
{
    private static readonly int Criticalities = Enum.GetValues<Criticality>().Length;

    private readonly ConcurrentDictionary<string, int[]> _slots = new(StringComparer.Ordinal);
    private readonly Func<string, int[]> _slotsOf;
    private readonly PartitionPlan[] _plans;

    public PoolPartitions(IReadOnlyDictionary<string, PartitionPlan> plans)
    {
        Names = plans.Count == 0 ? [] : ["", .. plans.Keys];
        _plans = [.. plans.Values];
        _slotsOf = target => [.. Enumerable.Range(0, Criticalities).Select(one => SlotOf(target, (Criticality)one))];
    }

    public static PoolPartitions None { get; } = new(new Dictionary<string, PartitionPlan>());

    /// <summary>By slot; the first is of calls without a partition. Empty: there are none.</summary>
    public IReadOnlyList<string> Names { get; }

    public int SlotOf(Call call) => _plans.Length == 0 ? 0 : _slots.GetOrAdd(call.Interface!.Name, _slotsOf)[(int)call.Criticality];

    private int SlotOf(string target, Criticality criticality) => Array.FindIndex(_plans, plan => plan.IsFor(target, criticality)) + 1;
}
