namespace Holdfast.Core.DryRuns;

/// <summary>What one rule of a plan would have refused.</summary>
/// <param name="Rule">Its path in the plan.</param>
/// <param name="Interface">Whose calls.</param>
/// <param name="Calls">Of the interface, in all.</param>
/// <param name="Refused">By the rule.</param>
/// <param name="RefusedByLive">By the rule of the same path in the live plan, asked in the same way.</param>
public sealed record DryRunLine(string Rule, string Interface, int Calls, int Refused, int RefusedByLive);
