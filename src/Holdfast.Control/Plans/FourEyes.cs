using Holdfast.Control.Store;
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

    /// <summary>A way back waits for nobody, but it does not lead to where nobody is asked any more.</summary>
    /// <exception cref="StoreException">An interface that a second owner looks after would not have one.</exception>
    internal static void Kept(HoldfastPlan live, HoldfastPlan to)
    {
        if (live.Interfaces.Values.FirstOrDefault(one => one.Sections.Get(InterfaceFields.FourEyes) && !(to.Interfaces.GetValueOrDefault(one.Name)?.Sections.Get(InterfaceFields.FourEyes) ?? false)) is { } lost)
            throw new StoreException(StoreErrors.SecondOwner, $"There {lost.Name} had no four-eyes yet: publish that plan, so that another owner looks at it.");
    }

    /// <summary>Who owns all of them.</summary>
    public static IReadOnlyList<string> Owners(HoldfastPlan live, IReadOnlyList<string> interfaces) =>
        [.. interfaces.Select(name => live.Interfaces[name].Owners).Aggregate(static (one, other) => [.. one.Intersect(other, StringComparer.OrdinalIgnoreCase)])];
}
