namespace Holdfast.Control.Admin;

/// <summary>What is posted to go back to a revision.</summary>
public sealed record RollbackBody
{
    /// <summary>Who wants it.</summary>
    public string? By { get; init; }

    /// <summary>What for.</summary>
    public string? Why { get; init; }

    /// <summary>Which; null: the one that the live one was made from.</summary>
    public int? To { get; init; }
}
