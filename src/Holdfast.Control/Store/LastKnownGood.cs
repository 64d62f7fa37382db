namespace Holdfast.Control.Store;

/// <summary>The plan that this node carried out last.</summary>
/// <param name="Number">Of the revision.</param>
/// <param name="At">When it went live here.</param>
public sealed record LastKnownGood(int Number, string Digest, DateTimeOffset At, PlanText Text);
