namespace Holdfast.Control.Access;

/// <summary>What is posted to have a token made.</summary>
public sealed record TokenBody
{
    /// <summary>Who wants it.</summary>
    public string? By { get; init; }

    /// <summary>What for.</summary>
    public string? Why { get; init; }

    /// <summary>Of the token: stands on record beside what is changed by it.</summary>
    public string? Name { get; init; }

    /// <summary><c>viewer</c>, <c>operator</c> or <c>admin</c>.</summary>
    public string? Role { get; init; }

    /// <summary>All that may be changed by it; left out: it does not matter which.</summary>
    public IReadOnlyList<string>? Interfaces { get; init; }

    /// <summary>How long it is good, e.g. <c>90d</c>.</summary>
    public string? For { get; init; }
}
