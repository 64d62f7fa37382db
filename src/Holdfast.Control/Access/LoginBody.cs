namespace Holdfast.Control.Access;

/// <summary>What is posted to get a link for a browser.</summary>
public sealed record LoginBody
{
    /// <summary>Who will sit before it.</summary>
    public string? By { get; init; }

    /// <summary>What they may do there; left out: what whoever asks may do.</summary>
    public string? Role { get; init; }
}
