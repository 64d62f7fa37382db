using Holdfast.Core.DryRuns;

namespace Holdfast.Control.Admin;

/// <summary>A plan drafted from what was observed.</summary>
/// <param name="Text">As it may be published.</param>
/// <param name="Interfaces">Made of paths that were seen.</param>
/// <param name="Calls">All that were seen.</param>
/// <param name="Changes">What would differ from the live plan, a line each.</param>
/// <param name="DryRun">What its limits would have done to the last calls.</param>
public sealed record ObservedDraft(string Text, int Interfaces, long Calls, IReadOnlyList<string> Changes, DryRunReport DryRun);
