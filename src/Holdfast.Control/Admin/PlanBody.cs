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

    /// <summary>How long they try it; with <see cref="Share"/>.</summary>
    public double? BakeSeconds { get; init; }

    /// <summary>The plan's own file first, those that it includes after it.</summary>
    public IReadOnlyList<PlanFileEntry>? Files { get; init; }
}
