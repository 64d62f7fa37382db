using Holdfast.Control.Store;
using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>One reading of a plan, and what its sources looked like then.</summary>
/// <param name="Sources">Every file and folder that the reading depends on.</param>
/// <param name="Text">What the reading found in its files; null when one could not be read.</param>
public sealed record PlanEdition(PlanResult Result, SourceStamps Sources, PlanText? Text)
{
    /// <summary>The same texts, and the same certificates and keys behind the names in them.</summary>
    public bool MeansTheSameAs(PlanEdition other) => Result.Digest == other.Result.Digest && Referred.Equals(other.Referred);

    private SourceStamps Referred => Sources.Only(Result.Sources.Referred);
}
