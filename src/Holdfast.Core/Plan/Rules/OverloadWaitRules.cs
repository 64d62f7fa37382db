using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Dependencies;
using Holdfast.Core.Principles.Limits.Overload;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Calls can wait and still be answered, and users be read from them. Here because the two belong to different principles.</summary>
internal static class OverloadWaitRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, service) in plan.Services)
        {
            if (service.Sections.Get(OverloadPlan.Field) is not { } overload) continue;
            var path = PlanPath.Of("services", name, "overload");
            foreach (var target in plan.Interfaces.Values.Where(one => one.Service == name))
            {
                KeyRules.Check(overload.User, path.Key("user"), target, findings);
                var timeout = target.Sections.Get(TimeoutPlan.Timeout);
                if (overload.QueueMax == 0 || overload.Wait < timeout) continue;
                findings.Add(
                    OverloadErrors.WaitBeyondTimeout, path.Key("wait"),
                    $"A call may wait for {Words(overload.Wait)}, and '{target.Name}' has {Words(timeout)} for all of it",
                    "Shorten 'wait', or lengthen the timeout.", PlanPath.Of("interfaces", target.Name, "timeout"));
            }
        }
    }

    private static string Words(TimeSpan time) => TimeoutPlan.Timeout.Shape.WriteAny(time);
}
