namespace Holdfast.Control.Access;

/// <summary>What is posted to take a token back.</summary>
public sealed record RevokeBody
{
    /// <summary>Who wants it.</summary>
    public string? By { get; init; }

    /// <summary>What for.</summary>
    public string? Why { get; init; }
}
