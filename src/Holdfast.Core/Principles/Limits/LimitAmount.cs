using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Limits;

/// <summary>How much of one key may pass, in place of the rest's limit.</summary>
/// <param name="Rate">Null: it is no rate.</param>
/// <param name="Concurrency">Calls at once; null: it is not that.</param>
/// <remarks>With neither, all of it passes.</remarks>
public readonly record struct LimitAmount(Rate? Rate, int? Concurrency)
{
    public bool IsUnlimited => Rate is null && Concurrency is null;
}
