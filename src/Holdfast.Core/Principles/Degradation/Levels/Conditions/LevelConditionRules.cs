using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>Conditions look at interfaces and services that are there.</summary>
internal static class LevelConditionRules
{
    public static void Check(LevelCondition? condition, PlanPath path, HoldfastPlan plan, PlanFindings findings)
    {
        if (condition is null) return;
        foreach (var (kind, subject, _) in ConditionMachine.Readings(condition.Root))
        {
            if (kind.Subject == ReadingSubject.Process) continue;
            var (section, word) = kind.Subject == ReadingSubject.Interface ? ("interfaces", "interface") : ("services", "service");
            var names = kind.Subject == ReadingSubject.Interface ? plan.Interfaces.Keys : plan.Services.Keys;
            if (names.Contains(subject) || findings.IsWritten(PlanPath.Of(section, subject))) continue;
            findings.Add(LevelsErrors.Unknown, path, $"There is no {word} '{subject}' for '{kind.Name}'", findings.DidYouMean(subject, names) + "Correct the name.");
        }
    }
}
