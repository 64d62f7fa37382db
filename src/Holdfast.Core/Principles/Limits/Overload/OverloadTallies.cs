using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary>Calls that were refused, by criticality and reason; since the beginning.</summary>
internal sealed class OverloadTallies
{
    private const int Reasons = 2;

    private readonly Striped _refused = new(((int)Criticality.Sheddable + 1) * Reasons);

    public void Refused(Criticality criticality, OverloadReason reason) => _refused.Add(((int)criticality * Reasons) + (int)reason);

    public long Read(Criticality criticality, OverloadReason reason)
    {
        Span<long> totals = stackalloc long[_refused.Counters];
        _refused.ReadInto(totals);
        return totals[((int)criticality * Reasons) + (int)reason];
    }

    public long Read(Criticality criticality) => Read(criticality, OverloadReason.Shed) + Read(criticality, OverloadReason.NoPlace);
}
