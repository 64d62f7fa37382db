using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Degradation.Caching;
using Holdfast.Core.Principles.Degradation.Levels.Conditions;
using Holdfast.Core.Principles.Degradation.Substitutes;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>Every step can be carried out: found out when the plan is read, not at 3 a.m.</summary>
internal static class LevelsRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, one) in plan.Sections.Get(LevelsPlan.Field))
        {
            var path = PlanPath.Of(LevelsPlan.Field.Name, name);
            for (var level = 1; level <= LevelsPlan.LevelsMax; level++)
            {
                var (steps, at) = (one.Levels[level - 1], path.Key(LevelsPlan.NameOf(level)));
                if (level > 1 && steps.Count > 0 && one.Levels[level - 2].Count == 0)
                    findings.Add(LevelsErrors.Gap, at, $"There is no {LevelsPlan.NameOf(level - 1)}", "Number the levels from 1 on.");
                for (var i = 0; i < steps.Count; i++) Check(steps[i], plan, at.Item(i), findings);
            }

            CheckCauses(one, plan, path, findings);
            if (one.Levels.Sum(static steps => steps.Count) is > LevelsPlan.StepsMax and var count)
                findings.Add(LevelsErrors.TooMany, path, $"It has {count} steps, and may have {LevelsPlan.StepsMax}", "Split it.");
        }
    }

    private static void CheckCauses(LevelsPlan one, HoldfastPlan plan, PlanPath path, PlanFindings findings)
    {
        var enter = path.Key(LevelsPlan.EnterField.Name);
        var isList = findings.IsWritten(enter.Item(0));
        foreach (var (index, entry) in one.Enter.Index())
        {
            var at = isList ? enter.Item(index) : enter;
            var isCondition = entry.When is not null;
            string[] ofOther = isCondition ? [LevelEnterPlan.ZoneField.Name, LevelEnterPlan.LastsField.Name] : [LevelEnterPlan.ForField.Name];
            if (isCondition == entry.At is not null)
                findings.Add(LevelsErrors.OneCause, at, isCondition ? "There is a condition and a schedule" : "It does not say when", "Give it 'when' or 'at'.");
            else if (Array.Find(ofOther, name => findings.IsWritten(at.Key(name))) is { } other)
                findings.Add(LevelsErrors.OneCause, at.Key(other), $"'{other}' belongs to {(isCondition ? "a schedule" : "a condition")}", isCondition ? "Remove it, or write 'at'." : "Remove it, or write 'lasts'.");
            if (entry.Level > one.Highest && one.Highest > 0)
                findings.Add(LevelsErrors.Gap, at.Key(LevelEnterPlan.LevelField.Name), $"There is no {LevelsPlan.NameOf(entry.Level)}", "Name a level that has steps.");
            if (entry.Lasts > one.Expires)
                findings.Add(LevelsErrors.OneCause, at.Key(LevelEnterPlan.LastsField.Name), "It would last longer than the plan may hold", "Shorten it, or raise 'expires'.", path.Key(LevelsPlan.ExpiresField.Name));
            LevelConditionRules.Check(entry.When, at.Key(LevelEnterPlan.WhenField.Name), plan, findings);
        }

        LevelConditionRules.Check(one.Leave.When, path.Key(LevelsPlan.LeaveField.Name).Key(LevelLeavePlan.WhenField.Name), plan, findings);
        LevelConditionRules.Check(one.Requires, path.Key(LevelsPlan.RequiresField.Name), plan, findings);
    }

    private static void Check(LevelStepPlan step, HoldfastPlan plan, PlanPath path, PlanFindings findings)
    {
        var onInterface = Count(step.Answer is not null, step.Share is not null, step.Limit is not null);
        var onService = Count(step.IsBreakerOpen, step.Drain is not null);
        var (isInterface, isService) = (step.Interface.Length > 0, step.Service.Length > 0);
        if (isInterface == isService || (isInterface ? onInterface : onService) != 1 || (isInterface ? onService : onInterface) != 0)
        {
            findings.Add(
                LevelsErrors.OneThing, path, isInterface == isService ? "It needs an 'interface' or a 'service', and not both" : "It does not say one thing that is given up",
                isService && !isInterface ? "Give it one of 'breaker: open', 'drain'." : isInterface && !isService ? "Give it one of 'answer', 'share', 'limit'." : "Name the one that gives something up.");
            return;
        }

        if (isInterface) CheckInterface(step, plan, path, findings);
        else CheckService(step, plan, path, findings);
    }

    private static void CheckInterface(LevelStepPlan step, HoldfastPlan plan, PlanPath path, PlanFindings findings)
    {
        if (step.Answer?.Fixed is { } answer) SubstituteRules.CheckAnswer(answer, path.Key("answer"), findings);
        if (!plan.Interfaces.TryGetValue(step.Interface, out var target))
        {
            if (!findings.IsWritten(PlanPath.Of("interfaces", step.Interface)))
                findings.Add(LevelsErrors.Unknown, path.Key("interface"), $"There is no interface '{step.Interface}'", findings.DidYouMean(step.Interface, plan.Interfaces.Keys) + "Correct the name.");
        }
        else if (step.Answer?.IsStale == true && target.Sections.Get(CachePlan.Field) is null)
        {
            findings.Add(LevelsErrors.KeepsNothing, path.Key("answer"), $"'{step.Interface}' keeps no answers", "Add 'cache' to it, or take another answer.", PlanPath.Of("interfaces", step.Interface));
        }
    }

    private static void CheckService(LevelStepPlan step, HoldfastPlan plan, PlanPath path, PlanFindings findings)
    {
        if (!plan.Services.TryGetValue(step.Service, out var service))
        {
            if (!findings.IsWritten(PlanPath.Of("services", step.Service)))
                findings.Add(LevelsErrors.Unknown, path.Key("service"), $"There is no service '{step.Service}'", findings.DidYouMean(step.Service, plan.Services.Keys) + "Correct the name.");
            return;
        }

        if (step.Drain is not { } drain || !service.Versions.TryGetValue(service.Live, out var live)) return;
        var at = path.Key("drain");
        if (drain.OfNode.Length > 0 == drain.OfZone.Length > 0)
        {
            findings.Add(LevelsErrors.OneThing, at, "It needs a 'node' or a 'zone', and not both", "Name the one that is drained.");
            return;
        }

        var drained = live.Nodes.Count(node => drain.OfZone.Length > 0 ? node.Zone == drain.OfZone : IsNode(node, drain.OfNode));
        if (drained == 0)
        {
            var known = drain.OfZone.Length > 0 ? live.Nodes.Select(static node => node.Zone).Where(static zone => zone.Length > 0).Distinct() : live.Nodes.Select(static node => Address(node));
            var written = drain.OfZone.Length > 0 ? drain.OfZone : drain.OfNode;
            findings.Add(LevelsErrors.Unknown, at, $"'{step.Service}' has no node {(drain.OfZone.Length > 0 ? "in zone " : "")}'{written}'", findings.DidYouMean(written, known) + "Correct the name.");
        }
        else if (drained == live.Nodes.Count)
        {
            findings.Add(LevelsErrors.AllNodes, at, $"'{step.Service}' has no other node", "Drain a part of its nodes, or write 'breaker: open'.");
        }
    }

    private static bool IsNode(NodePlan node, string written) => string.Equals(Address(node), written.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static string Address(NodePlan node) => node.Url.GetLeftPart(UriPartial.Authority);

    private static int Count(params ReadOnlySpan<bool> said)
    {
        var count = 0;
        foreach (var one in said)
            if (one) count++;
        return count;
    }
}
