using Holdfast.Core.Errors;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>What a principle adds to a plan: fields of its own and the rules across them.</summary>
public interface IPlanSlice
{
    /// <summary>Keys that it adds to the plan itself.</summary>
    IReadOnlyList<Field> PlanFields => [];

    /// <summary>Keys that it adds to every service.</summary>
    IReadOnlyList<Field> ServiceFields { get; }

    /// <summary>Keys that it adds to every interface.</summary>
    IReadOnlyList<Field> InterfaceFields { get; }

    /// <summary>Services that an interface needs for what this principle does, beside the one that answers it.</summary>
    IEnumerable<string> ServicesOf(InterfacePlan plan) => [];

    /// <summary>Errors that its rules bring up, for the catalogue.</summary>
    IReadOnlyList<KnownError> Errors => [];

    /// <summary>Looks at a whole plan. Things that could not be read are not in it; their errors are already among the findings.</summary>
    void Check(HoldfastPlan plan, PlanFindings findings);
}
