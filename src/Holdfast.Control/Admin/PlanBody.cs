namespace Holdfast.Control.Admin;

/// <summary>What is posted to publish a plan.</summary>
public sealed record PlanBody
{
    /// <summary>Who wants it.</summary>
    public string? By { get; init; }

    /// <summary>What for.</summary>
    public string? Why { get; init; }

    /// <summary>Of the requests that are to try it before it goes live, above 0 and at most 0.5; null: it goes live at once.</summary>
    public double? Share { get; init; }

    /// <summary>How long they try it; without <see cref="Share"/>, how long it is watched after it went live for all, and taken back when calls go worse. Null: 2 minutes with a share, not at all without.</summary>
    public double? BakeSeconds { get; init; }

    /// <summary>The plan's own file first, those that it includes after it.</summary>
    public IReadOnlyList<PlanFileEntry>? Files { get; init; }
}
