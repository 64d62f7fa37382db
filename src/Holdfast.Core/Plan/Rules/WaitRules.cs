using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Dependencies;
using Holdfast.Core.Principles.Isolation;
using Holdfast.Core.Principles.Limits;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Waits for a place or a turn end before the call does. Here because the two belong to different principles.</summary>
internal static class WaitRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, one) in plan.Interfaces)
        {
            var path = PlanPath.Of("interfaces", name, "isolate");
            var entries = one.Sections.Get(IsolatePlan.Field);
            for (var i = 0; i < entries.Count; i++)
                Check(entries[i].Wait, (findings.IsWritten(path.Item(0)) ? path.Item(i) : path).Key("wait"), one, findings);
            CheckTurns(one.Sections.Get(LimitPlan.Field), PlanPath.Of("interfaces", name, "limit"), one, findings);
        }

        foreach (var (name, service) in plan.Services)
        {
            var path = PlanPath.Of("services", name);
            if (plan.Interfaces.Values.Where(one => one.Service == name).MaxBy(Timeout) is not { } longest) continue;
            CheckTurns(service.Sections.Get(LimitPlan.Field), path.Key("limit"), longest, findings);
            Check(service.Sections.Get(PoolPlan.Field)?.Wait, path.Key("pool").Key("wait"), longest, findings);
            var connections = path.Key("connections").Key("wait");
            if (findings.IsWritten(connections)) Check(service.Sections.Get(ConnectionsPlan.Field)?.Wait, connections, longest, findings);
        }
    }

    private static void CheckTurns(IReadOnlyList<LimitPlan> entries, PlanPath path, InterfacePlan one, PlanFindings findings)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Wait is not { } wait || wait < Timeout(one)) continue;
            findings.Add(
                LimitErrors.WaitBeyondTimeout, (findings.IsWritten(path.Item(0)) ? path.Item(i) : path).Key("wait"),
                $"A call may wait {Words(wait)} for its turn, and ends after {Words(Timeout(one))}",
                "Shorten 'wait', or lengthen 'timeout'.", PlanPath.Of("interfaces", one.Name, "timeout"));
        }
    }

    private static void Check(TimeSpan? wait, PlanPath path, InterfacePlan one, PlanFindings findings)
    {
        if (wait is not { } longest || longest < Timeout(one)) return;
        findings.Add(
            IsolationErrors.WaitBeyondTimeout, path, $"A call may wait {Words(longest)} for a place, and ends after {Words(Timeout(one))}",
            "Shorten 'wait', or lengthen 'timeout'.", PlanPath.Of("interfaces", one.Name, "timeout"));
    }

    private static TimeSpan Timeout(InterfacePlan one) => one.Sections.Get(TimeoutPlan.Timeout);

    private static string Words(TimeSpan time) => TimeoutPlan.Timeout.Shape.WriteAny(time);
}
