using System.Text;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Rules;

/// <summary>No two interfaces may be equally specific for the same request.</summary>
/// <remarks>
/// They are when they share a host, a method, the outline of the path and the conditions on headers and query. A host
/// against any host, or a method against any method, is no conflict: the more specific wins.
/// </remarks>
internal static class MatchRules
{
    private const string Any = "";

    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        var taken = new Dictionary<(string Conditions, string Host, string Method), string>(plan.Interfaces.Count);
        foreach (var (name, one) in plan.Interfaces)
        {
            var conditions = Conditions(one.Match);
            if (FindOther(one.Match, conditions, name, taken) is not { } other)
                continue;
            findings.Add(
                RuleErrors.SameRequests, PlanPath.Of("interfaces", name, "match"), $"The interface matches requests that '{other}' matches, and neither is more specific",
                "Make one of them more specific, or remove it.", PlanPath.Of("interfaces", other, "match"));
        }
    }

    private static string? FindOther(
        MatchPlan match, string conditions, string name, Dictionary<(string Conditions, string Host, string Method), string> taken)
    {
        string? other = null;
        foreach (var host in match.Hosts.Count == 0 ? [Any] : match.Hosts)
        {
            foreach (var method in match.Methods.Count == 0 ? [Any] : match.Methods)
            {
                if (!taken.TryAdd((conditions, host, method), name) && taken[(conditions, host, method)] is var found && found != name)
                    other ??= found;
            }
        }

        return other;
    }

    private static string Conditions(MatchPlan match)
    {
        var outline = PathTemplateRules.Outline(match.Path);
        if (match.Headers.Count == 0 && match.Query.Count == 0)
            return outline;
        var text = new StringBuilder(outline);
        foreach (var (name, value) in match.Headers.OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase))
            text.Append('\n').Append(name.ToLowerInvariant()).Append(':').Append(value);
        foreach (var (name, value) in match.Query.OrderBy(q => q.Key, StringComparer.Ordinal))
            text.Append('\n').Append('?').Append(name).Append('=').Append(value);
        return text.ToString();
    }
}
