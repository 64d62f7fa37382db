using Holdfast.Core.Plan;

namespace Holdfast.Core.Errors;

/// <summary>Every error that a plan can bring up, sorted by id. Hosts add their own to it (start-up, answers on the wire).</summary>
public static class ErrorCatalogue
{
    public static IReadOnlyList<KnownError> OfPlans { get; } =
    [
        .. TextErrors.All.Concat(ValueErrors.All).Concat(RuleErrors.All)
            .Concat(PlanShape.Default.Slices.SelectMany(slice => slice.Errors))
            .OrderBy(error => error.Id, StringComparer.Ordinal),
    ];
}
