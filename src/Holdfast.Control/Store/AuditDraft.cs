namespace Holdfast.Control.Store;

/// <summary>What is put on record.</summary>
/// <param name="Order">Who, and why.</param>
/// <param name="Action">Stable name of what was done: <c>plan.publish</c>, <c>switch.set</c>.</param>
/// <param name="Subject">What it was done to: <c>revision 7</c>, or a path of the plan.</param>
/// <param name="Before">How it was, as short as it can be said (a digest, a word); empty: there was none.</param>
/// <param name="After">How it is; empty: there is none any more.</param>
public sealed record AuditDraft(Order Order, string Action, string Subject, string Before, string After)
{
    /// <summary>What became of it: <see cref="Done"/>, or that it was refused and why.</summary>
    public string Outcome { get; init; } = Done;

    /// <summary>When it was done; null: just now.</summary>
    public DateTimeOffset? At { get; init; }

    public const string Done = "done";
}
