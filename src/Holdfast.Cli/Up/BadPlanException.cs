using Holdfast.Core.Plan;

namespace Holdfast.Cli.Up;

/// <summary>There is nothing to start with: the plan has errors.</summary>
internal sealed class BadPlanException(PlanResult result) : Exception($"The plan has {result.ErrorsTotal} errors.")
{
    public PlanResult Result => result;
}
