using Holdfast.Core.Pipeline.Matching;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Keys can be read from the requests that they are to tell apart. For the rules of every principle that has keys.</summary>
internal static class KeyRules
{
    private static readonly PlanPath TrustedProxies = PlanPath.Of("server", "trusted-proxies");

    /// <param name="key">As the plan gives it at <paramref name="path"/>; null: it gives none.</param>
    /// <param name="target">An interface whose requests are told apart.</param>
    public static void Check(KeyPlan? key, PlanPath path, InterfacePlan target, PlanFindings findings)
    {
        if (key is null) return;
        if (key.Parts.Any(static part => part.Kind == KeyPartKind.Claim) && findings.CountWritten(TrustedProxies) == 0)
        {
            findings.Add(
                RuleErrors.UncheckedClaim, path, "No peer is trusted to have checked a token",
                "Name the proxies that check tokens in 'server.trusted-proxies', or take another part of the request.");
        }

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
