namespace Holdfast.Control.Store;

/// <summary>The plan that this node carried out last.</summary>
/// <param name="Number">Of the revision.</param>
/// <param name="At">When it went live here.</param>
/// <param name="OfFile">Digest of what the plan's file said then; empty: there was none, or a version that did not note it has written this.</param>
public sealed record LastKnownGood(int Number, string Digest, DateTimeOffset At, PlanText Text, string OfFile = "");
