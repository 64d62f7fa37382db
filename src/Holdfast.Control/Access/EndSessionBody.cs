namespace Holdfast.Control.Access;

/// <summary>What is posted to send a browser out.</summary>
public sealed record EndSessionBody
{
    /// <summary>Who wants it.</summary>
    public string? By { get; init; }

    /// <summary>What for.</summary>
    public string? Why { get; init; }
}
