using Holdfast.Control.Store;

namespace Holdfast.Control.Admin;

/// <summary>A revision with its texts.</summary>
public sealed record RevisionTexts(RevisionEntry Revision, IReadOnlyList<PlanFileEntry> Files);
