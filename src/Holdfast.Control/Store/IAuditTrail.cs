namespace Holdfast.Control.Store;

/// <summary>The record of changes. It only grows.</summary>
public interface IAuditTrail
{
    /// <summary>The most that one page holds.</summary>
    const int PageMax = 500;

    Task<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellation);

    /// <summary>A page of the record, newest first.</summary>
    /// <param name="before">Only entries of lower ids; null: from the newest on.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    Task<IReadOnlyList<AuditEntry>> PageAsync(long? before, int limit, CancellationToken cancellation);
}
