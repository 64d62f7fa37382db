using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Rules;

namespace Holdfast.Core.Principles.Limits.Protection;

internal static class ProtectionRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        if (plan.Sections.Get(ProtectionPlan.Field) is not { } protect) return;
        var path = PlanPath.Of(ProtectionPlan.Field.Name);
        foreach (var target in plan.Interfaces.Values) KeyRules.Check(protect.User, path.Key(ProtectionFields.User.Name), target, findings);
        if (protect is { Cpu: null, Memory: null, QueueWait: null })
        {
            findings.Add(
                ProtectionErrors.Nothing, path, "Neither the wait nor the processor nor the memory counts",
                "Keep one of 'queue-wait', 'cpu' and 'memory', or leave 'protect' out.");
        }
        else if (protect is { Cpu: not null, QueueWait: null })
        {
            findings.Add(
                ProtectionErrors.CpuAlone, path.Key(ProtectionFields.QueueWait.Name), "The processor counts only where work waits as well, and the wait is switched off",
                "Keep 'queue-wait', or write 'cpu: none' too.");
        }
    }
}
