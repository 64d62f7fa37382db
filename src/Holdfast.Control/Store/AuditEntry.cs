namespace Holdfast.Control.Store;

/// <summary>One change on record. Ids are in the order of the changes; times need not be, for clocks are set.</summary>
public sealed record AuditEntry(
    long Id, DateTimeOffset At, string By, string Why, string Action, string Subject, string Before, string After)
{
    /// <inheritdoc cref="AuditDraft.Outcome"/>
    public string Outcome { get; init; } = AuditDraft.Done;
}
