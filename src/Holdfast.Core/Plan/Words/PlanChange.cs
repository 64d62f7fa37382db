namespace Holdfast.Core.Plan.Words;

/// <summary>One difference between two plans.</summary>
/// <param name="Path">Where it is, as <c>interfaces.register.retry.attempts</c>.</param>
/// <param name="Subject">The thing it belongs to, as <c>interface register</c>; empty: the plan as a whole.</param>
/// <param name="What">The part of the subject that differs, as <c>retry.attempts</c>; empty: all of it.</param>
/// <param name="Before">As an operator would write it; null when it was not there.</param>
/// <param name="After">As an operator would write it; null when it is gone.</param>
public sealed record PlanChange(
    PlanChangeKind Kind, string Path, string Subject, string What, string? Before, string? After)
{
    /// <summary>The difference as one would say it: <c>interface register: timeout 2s → 5s</c>.</summary>
    public override string ToString()
    {
        var about = Subject.Length > 0 && What.Length > 0 ? $"{Subject}: {What}" : Subject + What;
        return Kind switch
        {
            PlanChangeKind.Added => $"{about} added",
            PlanChangeKind.Removed => $"{about} removed",
            _ => What.Length == 0 ? $"{about}: {Before} → {After}" : $"{about} {Before} → {After}",
        };
    }
}
