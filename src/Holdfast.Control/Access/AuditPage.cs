using Holdfast.Control.Store;

namespace Holdfast.Control.Access;

/// <summary>A page of the record, newest first.</summary>
/// <param name="Next">To be given as <c>before</c> for the page after this one; null: there is none.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, long? Next);
