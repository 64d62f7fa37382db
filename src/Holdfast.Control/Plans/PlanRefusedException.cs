using Holdfast.Control.Store;
using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>A plan that was to be published has errors.</summary>
public sealed class PlanRefusedException(PlanResult result) : StoreException(
    StoreErrors.BadPlan, result.ErrorsTotal == 1 ? $"{result.Errors[0]}" : $"{result.ErrorsTotal} errors, the first: {result.Errors[0]}")
{
    public PlanResult Result => result;
}
