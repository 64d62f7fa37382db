using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Rules;

namespace Holdfast.Core.Principles.Async;

internal static class AsyncRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, target) in plan.Interfaces)
            if (target.Sections.Get(AsyncPlan.Field) is { } async) Check(async, target, PlanPath.Of("interfaces", name), findings);
    }

    private static void Check(AsyncPlan plan, InterfacePlan target, PlanPath owner, PlanFindings findings)
    {
        var path = owner.Key("async");
        if (((string[])["cache", "coalesce"]).Any(key => findings.IsWritten(owner.Key(key))))
            findings.Add(AsyncErrors.Cached, path, "Its answers are kept or shared", "Remove one of them, or make two interfaces.");
        if (plan.When.HasFlag(AsyncWhen.Always) && plan.When != AsyncWhen.Always)
            findings.Add(AsyncErrors.AlwaysAndMore, path.Key("when"), "'always' leaves nothing for the others", "Keep one or the others.");
        foreach (var header in (plan.Credentials?.Keys ?? []).Where(RequestScrub.IsOurs))
            findings.Add(AsyncErrors.NotForPlans, path.Key("credentials").Key(header), $"'{header}' is not for a plan to say", "Remove it.");
        if (plan.AttemptsMax > 1 && plan.Schedule[0] >= plan.AgeMax)
            findings.Add(AsyncErrors.NeverAgain, path.Key("schedule"), "The first wait is not shorter than 'max-age'", "Shorten it, or lengthen 'max-age'.", path.Key("max-age"));
        if (plan.Caller?.Parts.Any(static part => part.Kind is KeyPartKind.Path or KeyPartKind.Parameter or KeyPartKind.Query) == true)
            findings.Add(AsyncErrors.CallerElsewhere, path.Key("caller"), "A part of it is of this interface's own addresses", "Take a header, a cookie, a claim or 'client'.");
        KeyRules.Check(plan.Key, path.Key("key"), target, findings);
        KeyRules.Check(plan.Caller, path.Key("caller"), target, findings);
        KeyRules.Check(plan.Order, path.Key("order"), target, findings);
    }
}
