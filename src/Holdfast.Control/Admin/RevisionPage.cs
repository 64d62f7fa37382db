using Holdfast.Control.Store;

namespace Holdfast.Control.Admin;

/// <summary>A page of the history, newest first.</summary>
/// <param name="Next">To be given as <c>before</c> for the page after this one; null: there is none.</param>
public sealed record RevisionPage(IReadOnlyList<RevisionEntry> Revisions, int? Next);
