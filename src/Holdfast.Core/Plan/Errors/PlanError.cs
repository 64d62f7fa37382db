using Holdfast.Core.Errors;

namespace Holdfast.Core.Plan;

/// <summary>One thing that keeps a plan from being carried out.</summary>
public sealed record PlanError
{
    public required KnownError Known { get; init; }

    public string Id => Known.Id;

    public required Place Place { get; init; }

    /// <summary>Which value, as <c>interfaces.register.retry.per-try</c>; empty: the text itself.</summary>
    public required string Path { get; init; }

    /// <summary>What was written, at most 80 characters, control characters shown escaped; empty where nothing was.</summary>
    public required string Text { get; init; }

    /// <summary>What is wrong and why.</summary>
    public required string Message { get; init; }

    /// <summary>What to do.</summary>
    public required string Advice { get; init; }

    /// <summary>The other place, where two of them are at odds.</summary>
    public Place? Related { get; init; }

    public override string ToString()
    {
        var path = Path.Length == 0 ? "" : $" {Path}:";
        var related = Related is { } other ? $" (see {other})" : "";
        return $"{Place}: {Id}{path} {Message}{related}. {Advice}";
    }
}
