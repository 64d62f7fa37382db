using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary><c>cells.shards</c> of a service: shuffle sharding.</summary>
public sealed record ShardsPlan
{
    public static readonly Field<int> NodesField = new(
        "nodes", Shapes.Count(2, 32, "nodes"), "So many nodes each key gets. Of eight nodes there are 28 pairs: two keys share both with a chance of 1 in 28.")
    {
        Required = true,
        Because = "With two a key outlives a node; each more costs isolation, as more keys meet at every node.",
    };

    public static readonly Section<ShardsPlan> Section = new("shards", values => new ShardsPlan { Nodes = values.Get(NodesField) })
    {
        { NodesField, plan => plan.Nodes },
    };

    public required int Nodes { get; init; }
}
