using Holdfast.Core.Pipeline.Matching;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Keys can be read from the requests that they are to tell apart. For the rules of every principle that has keys.</summary>
internal static class KeyRules
{
    /// <param name="key">As the plan gives it at <paramref name="path"/>; null: it gives none.</param>
    /// <param name="target">An interface whose requests are told apart.</param>
    public static void Check(KeyPlan? key, PlanPath path, InterfacePlan target, PlanFindings findings)
    {
        if (key is null) return;
        var known = new PathParameters(target.Match.Path).Names.ToList();
        foreach (var part in key.Parts.Where(part => part.Kind == KeyPartKind.Parameter && !known.Contains(part.Name)))
        {
            var advice = known.Count == 0
                ? "Give the path a parameter, or take another part of the request."
                : $"Name one that it has: {string.Join(", ", known)}.";
            findings.Add(
                RuleErrors.UnknownParameter, path, $"'{target.Match.Path}' has no parameter '{part.Name}'",
                $"{findings.DidYouMean(part.Name, known)}{advice}", PlanPath.Of("interfaces", target.Name).Key("match"));
        }
    }
}
