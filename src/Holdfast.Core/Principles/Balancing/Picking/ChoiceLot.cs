using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>The nodes of a group with what speaks for and against each.</summary>
/// <param name="eject">Failures that lead to an ejection are left to it: a node that lost its calls before would never be ejected. Null where there is none: then as many are let pass.</param>
public sealed class ChoiceLot(IReadOnlyList<NodeModel> nodes, Ramp ramp, EjectPlan? eject)
{
    private readonly int _free = (eject ?? EjectPlan.Default).ConsecutiveFailures - 1;

    public Lot Lot { get; } = new(nodes, ramp);

    public Contender Contender(int index, Arrangement arrangement, long now)
    {
        var weight = Lot.WeightOf(index);
        return new Contender(weight * Lot.FactorOf(index, arrangement, now), weight / Lot.Count, Lot.StateOf(index).InFlight);
    }

    /// <param name="mindsLatency">False: failures alone count.</param>
    public News News(int index, bool mindsLatency, uint nowMs)
    {
        var node = Lot.StateOf(index);
        var (level, silence) = LoadState.Of(node).Read(nowMs);
        return new News(mindsLatency ? level : LatencyMachine.Unknown, silence, Math.Max(0, EjectState.FailuresInARowOf(node) - _free));
    }
}
