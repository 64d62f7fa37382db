using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Errors;

/// <summary>Every error that a plan or a call can bring up, sorted by id. Hosts add their own (start-up).</summary>
public static class ErrorCatalogue
{
    public static IReadOnlyList<KnownError> All { get; } =
    [
        .. TextErrors.All.Concat(ValueErrors.All).Concat(RuleErrors.All)
            .Concat(PlanShape.Default.Slices.SelectMany(slice => slice.Errors))
            .Concat(CallErrors.All)
            .OrderBy(error => error.Id, StringComparer.Ordinal),
    ];
}
