namespace Holdfast.Core.Plan;

/// <summary>A named backend interface: which requests it matches and which service answers them.</summary>
public sealed record InterfacePlan
{
    public required string Name { get; init; }

    /// <summary>At least two distinct ones, its own or the plan's.</summary>
    public required IReadOnlyList<string> Owners { get; init; }

    public required MatchPlan Match { get; init; }

    /// <summary>Name of the service that answers.</summary>
    public required string Service { get; init; }

    /// <summary>What the node sees as Host: the client's (<c>keep</c>), the node's own (<c>node</c>), or this name.</summary>
    public required HostRewrite Host { get; init; }

    /// <summary>Largest request body, bytes; null: none.</summary>
    public required long? BodyBytesMax { get; init; }

    /// <summary>Sections that principles add to an interface (<c>timeout</c>, <c>retry</c> …).</summary>
    public required FieldValues Sections { get; init; }
}
