namespace Holdfast.Core.Plan.Rules;

/// <summary>The rules of the core, over a plan whose single values are good.</summary>
internal static class PlanRules
{
    public static void Check(HoldfastPlan plan, IReadOnlyList<IPlanSlice> slices, PlanFindings findings)
    {
        ServiceRules.Check(plan, findings);
        AddressExceptionRules.Check(plan, findings);
        InterfaceRules.Check(plan, slices, findings);
        OverloadWaitRules.Check(plan, findings);
        MatchRules.Check(plan, findings);
        AttemptRules.Check(plan, findings);
        SlowRules.Check(plan, findings);
        WaitRules.Check(plan, findings);
        HotRules.Check(plan, findings);
        LevelSubjectRules.Check(plan, findings);
        SharingRules.Check(plan, findings);
        ListenerRules.Check(plan, findings);
    }
}
