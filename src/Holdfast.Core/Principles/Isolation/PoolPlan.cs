using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Isolation;

/// <summary><c>pool</c> of a service: how many attempts may be on their way to a version and to each of its nodes, and how they are shared out.</summary>
public sealed record PoolPlan
{
    /// <summary>Partitions of one pool.</summary>
    public const int PartitionsMax = PoolCounts.SlotsMax - 1;

    /// <summary>Places of a pool with partitions.</summary>
    public const int PartitionedCallsMax = 4_000;

    public static readonly Field<int?> ConcurrencyField = new(
        "concurrency", Shapes.NoneOr(Shapes.Count(1, PoolFields.CallsMax, "calls")),
        "Attempts on their way to a version at once, in this process. none: what its nodes may have together.");

    public static readonly Field<int?> PerNodeField = new(
        "per-node", Shapes.NoneOr(Shapes.Count(1, PoolFields.CallsMax, "calls")),
        "Attempts on their way to one node at once. A node that is full is passed over; the version has so many places for each node that is usable.")
    {
        Because = "None unless asked for. With it the bound grows and shrinks with the nodes that are there.",
    };

    public static readonly Field<IReadOnlyDictionary<string, PartitionPlan>> PartitionsField = new(
        "partitions", Shapes.Map("partition", Shapes.Name("partition"), PartitionPlan.Section),
        "Guaranteed shares of the places, for some interfaces or some criticality; a call belongs to the first that fits. The others share what is left and what is idle.")
    {
        Default = new Dictionary<string, PartitionPlan>(),
        DefaultWords = "none",
    };

    public static readonly Section<PoolPlan> Section = new("pool", Make)
    {
        { ConcurrencyField, plan => plan.Concurrency },
        { PerNodeField, plan => plan.PerNode },
        { PoolFields.Queue, plan => plan.QueueMax },
        { PoolFields.Wait, plan => plan.Wait },
        { PoolFields.Order, plan => plan.Order },
        { PartitionsField, plan => plan.Partitions },
        { PoolFields.Observe, plan => plan.Observe },
    };

    public static readonly Field<PoolPlan?> Field = new(
        "pool", Shapes.NoneOrObject(Section), "How many attempts may be on their way to the service at once, and how they are shared out.")
    {
        Because = "None unless asked for: a bound that is too low refuses calls that would have been answered.",
    };

    /// <summary>Null: not bounded as a whole.</summary>
    public required int? Concurrency { get; init; }

    /// <summary>Null: not bounded by node.</summary>
    public required int? PerNode { get; init; }

    public required int QueueMax { get; init; }

    /// <summary>Null where nobody waits.</summary>
    public required TimeSpan? Wait { get; init; }

    public required PoolOrder Order { get; init; }

    /// <summary>In the order of the plan.</summary>
    public required IReadOnlyDictionary<string, PartitionPlan> Partitions { get; init; }

    public required bool Observe { get; init; }

    private static PoolPlan Make(FieldValues values) => new()
    {
        Concurrency = values.Get(ConcurrencyField),
        PerNode = values.Get(PerNodeField),
        QueueMax = values.Get(PoolFields.Queue),
        Wait = values.Get(PoolFields.Wait),
        Order = values.Get(PoolFields.Order),
        Partitions = values.Get(PartitionsField),
        Observe = values.Get(PoolFields.Observe),
    };
}
