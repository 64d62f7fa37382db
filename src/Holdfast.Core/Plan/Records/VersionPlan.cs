namespace Holdfast.Core.Plan;

/// <summary>One version of a service and the nodes that run it.</summary>
public sealed record VersionPlan
{
    public required string Name { get; init; }

    public required IReadOnlyList<NodePlan> Nodes { get; init; }
}
