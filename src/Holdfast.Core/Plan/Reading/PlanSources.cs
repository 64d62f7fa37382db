namespace Holdfast.Core.Plan;

/// <summary>Where a plan came from, as absolute paths.</summary>
public sealed record PlanSources
{
    /// <summary>The plan's own files in the order read, those that could not be read among them.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Folders that an include with * or ? looked into: a file that appears there may belong to the plan.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>Files that the plan names: certificates and keys.</summary>
    public required IReadOnlyList<string> Referred { get; init; }
}
