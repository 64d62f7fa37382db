namespace Holdfast.Core.Plan;

/// <summary>The requests that an interface answers. Every part that is given must hold.</summary>
public sealed record MatchPlan
{
    /// <summary>Host names without port, lower case; <c>*.example.com</c> stands for any name below. Empty: every host.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Upper case; empty: every method.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary><c>/api/users/{id}</c>: segments are literal or <c>{name}</c>; a last <c>{name...}</c> or <c>**</c> takes the rest.</summary>
    public required string Path { get; init; }

    /// <summary>Header name → exact value, or <c>*</c> for 'present'.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Query name → exact value, or <c>*</c> for 'present'.</summary>
    public required IReadOnlyDictionary<string, string> Query { get; init; }
}
