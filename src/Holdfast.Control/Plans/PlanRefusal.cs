using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>A plan that was not carried out; the one before serves on.</summary>
/// <param name="At">When it was refused first.</param>
/// <param name="Result">What came of reading it.</param>
/// <param name="Reason">Why a plan that is good by itself could not be carried out: a port, a certificate. Null: the plan has errors.</param>
public sealed record PlanRefusal(DateTimeOffset At, PlanResult Result, string? Reason)
{
    /// <summary>In one line.</summary>
    public string Summary => Reason ?? (Result.ErrorsTotal == 1
        ? Result.Errors[0].ToString()
        : $"{Result.ErrorsTotal} errors, the first: {Result.Errors[0]}");

    public bool SaysTheSameAs(PlanRefusal? other) =>
        other is not null && Reason == other.Reason && Result.ErrorsTotal == other.Result.ErrorsTotal
        && Result.Errors.SequenceEqual(other.Result.Errors);
}
