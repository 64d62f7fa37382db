using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Breakers;
using Holdfast.Core.Principles.Degradation.Levels;
using Holdfast.Core.Principles.Degradation.Levels.Conditions;
using Holdfast.Core.Principles.Limits.Overload;
using Holdfast.Core.Readings;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Degradation plans open breakers, and look at breakers and overload, that are there. Here because they belong to different principles.</summary>
internal static class LevelSubjectRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, one) in plan.Sections.Get(LevelsPlan.Field))
        {
            var path = PlanPath.Of(LevelsPlan.Field.Name, name);
            for (var level = 1; level <= LevelsPlan.LevelsMax; level++)
                foreach (var (index, step) in one.Levels[level - 1].Index())
                    if (step.IsBreakerOpen) CheckBreaker(step.Service, plan, path.Key(LevelsPlan.NameOf(level)).Item(index).Key("breaker"), LevelsErrors.NoBreaker, findings);
            var enter = path.Key(LevelsPlan.EnterField.Name);
            foreach (var (index, entry) in one.Enter.Index())
                Check(entry.When, plan, (findings.IsWritten(enter.Item(0)) ? enter.Item(index) : enter).Key(LevelEnterPlan.WhenField.Name), findings);
            Check(one.Leave.When, plan, path.Key(LevelsPlan.LeaveField.Name).Key(LevelLeavePlan.WhenField.Name), findings);
            Check(one.Requires, plan, path.Key(LevelsPlan.RequiresField.Name), findings);
        }
    }

    private static void Check(LevelCondition? condition, HoldfastPlan plan, PlanPath path, PlanFindings findings)
    {
        if (condition is null) return;
        foreach (var (kind, subject, _) in ConditionMachine.Readings(condition.Root))
        {
            if (kind == ReadingKind.Breaker) CheckBreaker(subject, plan, path, LevelsErrors.NotMeasured, findings);
            else if (kind == ReadingKind.Overload && plan.Services.TryGetValue(subject, out var service) && service.Sections.Get(OverloadPlan.Field) is null)
                findings.Add(LevelsErrors.NotMeasured, path, $"'{subject}' has no overload protection", "Add 'overload: {}' to the service.", PlanPath.Of("services", subject));
        }
    }

    private static void CheckBreaker(string name, HoldfastPlan plan, PlanPath path, Holdfast.Core.Errors.KnownError known, PlanFindings findings)
    {
        if (!plan.Services.TryGetValue(name, out var service) || service.Sections.Get(BreakerPlan.Field) is not null) return;
        findings.Add(known, path, $"'{name}' has no breaker", "Add 'breaker: { observe: true }' to the service: it refuses nothing until it is told to.", PlanPath.Of("services", name));
    }
}
