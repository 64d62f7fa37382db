namespace Holdfast.Core.Plan.Words;

/// <summary>What differs between two plans, field by field, in the words of an operator.</summary>
public static class PlanDiff
{
    /// <summary>The differences in the order of the plan; none when both mean the same, however they are written.</summary>
    public static IReadOnlyList<PlanChange> Compare(HoldfastPlan before, HoldfastPlan after, PlanShape? shape = null)
    {
        var changes = new PlanChanges();
        (shape ?? PlanShape.Default).Root.Compare(PlanSubject.Plan, before, after, changes);
        return changes.All;
    }
}
