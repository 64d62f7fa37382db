namespace Holdfast.Core.Plan.Words;

public enum PlanChangeKind
{
    Added,
    Removed,
    Changed,
}
