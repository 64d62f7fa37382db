namespace Holdfast.Core.Plan;

/// <summary>One address that answers for a version.</summary>
public sealed record NodePlan
{
    /// <summary>Scheme, host and port; no path, query or user part.</summary>
    public required Uri Url { get; init; }

    /// <summary>Empty: no zone.</summary>
    public required string Zone { get; init; }

    /// <summary>Empty: none.</summary>
    public string Cell { get; init; } = "";

    /// <summary>Share of the traffic against the other nodes of the same priority, 1 to 1,000.</summary>
    public required int Weight { get; init; }

    /// <summary>0 is used first; a higher number only when the lower ones cannot carry the traffic.</summary>
    public required int Priority { get; init; }
}
