using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Words;

namespace Holdfast.Core.Staging;

/// <summary>What a plan changes of another: for whoever must say whether somebody may, and whose word it takes.</summary>
/// <param name="Interfaces">Those that are added, removed or changed.</param>
/// <param name="Services">Likewise.</param>
/// <param name="HasOthers">It changes something besides: owners, listeners, the server, degradation plans.</param>
/// <param name="MovesRequests">Requests may find another interface than before.</param>
public sealed record PlanTouch(IReadOnlySet<string> Interfaces, IReadOnlySet<string> Services, bool HasOthers, bool MovesRequests)
{
    /// <remarks>Each is compared by itself: a name may have dots in it, so that no path tells where a name ends.</remarks>
    public static PlanTouch Of(HoldfastPlan before, HoldfastPlan after)
    {
        // What both have alike beside the one thing that is looked at.
        var bare = With(before, before, "", "");
        var interfaces = before.Interfaces.Keys.Union(after.Interfaces.Keys, StringComparer.Ordinal).ToDictionary(static name => name, name => PlanDiff.Compare(With(bare, before, name, ""), With(bare, after, name, "")), StringComparer.Ordinal);
        var services = before.Services.Keys.Union(after.Services.Keys, StringComparer.Ordinal).Where(name => PlanDiff.Compare(With(bare, before, "", name), With(bare, after, "", name)).Count > 0)
            // Requests that did not come to it before will: that is as much to a service as a change of its own.
            .Union(after.Interfaces.Values.Where(one => before.Interfaces.TryGetValue(one.Name, out var was) && was.Service != one.Service).Select(static one => one.Service), StringComparer.Ordinal);
        return new PlanTouch(
            interfaces.Where(static one => one.Value.Count > 0).Select(static one => one.Key).ToHashSet(StringComparer.Ordinal), services.ToHashSet(StringComparer.Ordinal),
            PlanDiff.Compare(bare, With(after, after, "", "")).Count > 0,
            interfaces.Any(one => one.Value.Any(change => change.Kind != PlanChangeKind.Changed && change.What.Length == 0 || change.Path.StartsWith($"interfaces.{one.Key}.{InterfaceFields.Match.Name}", StringComparison.Ordinal))));
    }

    private static HoldfastPlan With(HoldfastPlan bare, HoldfastPlan plan, string target, string service) => bare with { Interfaces = One(plan.Interfaces, target), Services = One(plan.Services, service) };

    private static Dictionary<string, T> One<T>(IReadOnlyDictionary<string, T> all, string name) =>
        all.TryGetValue(name, out var one) ? new(StringComparer.Ordinal) { [name] = one } : new(StringComparer.Ordinal);
}
