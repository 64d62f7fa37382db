using Holdfast.Core.Plan;
using Holdfast.Core.Staging;

namespace Holdfast.Control.Plans;

/// <summary>Whether a plan needs a second owner. Pure.</summary>
/// <remarks>The live plan says so: a plan that takes the word out needs a second owner for that.</remarks>
public static class FourEyes
{
    /// <returns>The interfaces for whose sake it does; empty: it does not.</returns>
    public static IReadOnlyList<string> Of(HoldfastPlan live, PlanTouch touch) =>
    [
        .. live.Interfaces.Values.Where(static one => one.Sections.Get(InterfaceFields.FourEyes))
            .Where(one => touch.Interfaces.Contains(one.Name) || touch.Services.Contains(one.Service) || touch.HasOthers || touch.MovesRequests)
            .Select(static one => one.Name).Order(StringComparer.Ordinal),
    ];

    /// <summary>Who owns all of them.</summary>
    public static IReadOnlyList<string> Owners(HoldfastPlan live, IReadOnlyList<string> interfaces) =>
        [.. interfaces.Select(name => live.Interfaces[name].Owners).Aggregate(static (one, other) => [.. one.Intersect(other, StringComparer.OrdinalIgnoreCase)])];
}
