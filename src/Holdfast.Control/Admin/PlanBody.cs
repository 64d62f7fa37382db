namespace Holdfast.Control.Admin;

/// <summary>What is posted to publish a plan.</summary>
public sealed record PlanBody
{
    /// <summary>Who wants it.</summary>
    public string? By { get; init; }

    /// <summary>What for.</summary>
    public string? Why { get; init; }

    /// <summary>The plan's own file first, those that it includes after it.</summary>
    public IReadOnlyList<PlanFileEntry>? Files { get; init; }
}
