namespace Holdfast.Control.Admin;

/// <summary>What is posted to approve or decline a plan that waits.</summary>
public sealed record ProposalBody
{
    /// <summary>Who says so.</summary>
    public string? By { get; init; }

    /// <summary>What for.</summary>
    public string? Why { get; init; }
}
