using Holdfast.Core.Commands;
using Holdfast.Core.Discovery;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;
using Holdfast.Core.Telemetry.Why;

namespace Holdfast.Core.Errors;

/// <summary>Every error that a plan, a call or a command can bring up, sorted by id. Hosts add their own (start-up).</summary>
public static class ErrorCatalogue
{
    public static IReadOnlyList<KnownError> All { get; } =
    [
        .. TextErrors.All.Concat(ValueErrors.All).Concat(RuleErrors.All)
            .Concat(PlanShape.Default.Slices.SelectMany(slice => slice.Errors))
            .Concat(CallErrors.All).Concat(CommandErrors.All).Concat(WhyErrors.All).Concat(ObservedErrors.All)
            .OrderBy(error => error.Id, StringComparer.Ordinal),
    ];
}
