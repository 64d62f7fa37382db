namespace Holdfast.Core.DryRuns;

/// <summary>What came of asking calls once more under one plan.</summary>
internal sealed class DryRunTally
{
    public Dictionary<(string Rule, string Interface), int> Refused { get; } = [];

    /// <summary>By the interface that takes them.</summary>
    public Dictionary<string, int> Calls { get; } = new(StringComparer.Ordinal);

    public int NotJudged { get; set; }

    public int WithoutInterface { get; set; }

    public int Total => Refused.Values.Sum();
}
