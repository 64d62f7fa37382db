namespace Holdfast.Control.Store;

/// <summary>A revision, its texts included.</summary>
public sealed record StoredRevision(RevisionEntry Entry, PlanText Text);
