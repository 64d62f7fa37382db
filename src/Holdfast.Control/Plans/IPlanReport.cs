using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>Hears what becomes of plans.</summary>
public interface IPlanReport
{
    /// <summary>The plan's file is read again. One of the others follows.</summary>
    void Began();

    void Live(HoldfastPlan before, HoldfastPlan now);

    /// <summary>Said once for each refusal, however often the same plan is looked at.</summary>
    void Refused(PlanRefusal refusal);

    /// <summary>Nothing is to be done, or nothing new to be said.</summary>
    /// <param name="isAsked">Somebody asked for the look.</param>
    void Unchanged(bool isAsked);
}
