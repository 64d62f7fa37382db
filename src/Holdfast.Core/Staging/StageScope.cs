using System.Collections.Frozen;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Words;

namespace Holdfast.Core.Staging;

/// <summary>What a plan touches, and whether a share of the requests can try it while the others go on as before.</summary>
/// <param name="WhyNot">In one line; null: it can be staged.</param>
/// <param name="Interfaces">Whose calls tell whether it is any worse; null: those of all, for it decides anew which interface answers.</param>
public sealed record StageScope(string? WhyNot, IReadOnlySet<string>? Interfaces)
{
    private const string Section = "interfaces";
    private const string Match = "match";

    /// <summary>
    /// What a call finds for itself. The others count or keep something for all calls of an interface together: two numbers
    /// for one count cannot both hold.
    /// </summary>
    private static readonly FrozenSet<string> OfOneCall = FrozenSet.ToFrozenSet(
        ["owners", Match, "service", "host", "max-body", "criticality", "four-eyes", "timeout", "idle-timeout", "retry", "otherwise"], StringComparer.Ordinal);

    public static StageScope Of(HoldfastPlan live, HoldfastPlan draft)
    {
        var changes = PlanDiff.Compare(live, draft);
        if (changes.Count == 0) return new StageScope("it means the same as the live plan", null);
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var routes = false;
        foreach (var change in changes)
        {
            var words = change.Path.Split('.', '[', ' ');
            if (words is not [Section, var name, ..]) return new StageScope($"{change.Path} holds for all requests alike", null);
            touched.Add(name);
            if (words is [_, _, var part, ..] && !OfOneCall.Contains(part)) return new StageScope($"{change.Path} counts or keeps something for all calls of {name} together", null);
            routes |= words is [_, _] or [_, _, Match, ..];
        }

        return new StageScope(null, routes ? null : touched);
    }
}
