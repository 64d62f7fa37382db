using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>The nodes of a group with what speaks for and against each.</summary>
public sealed class ChoiceLot
{
    private readonly LoadState[] _loads;
    private readonly EjectState[] _failures;
    private readonly int _free;

    /// <param name="eject">Failures that lead to an ejection are left to it: a node that lost its calls before would never be ejected. Null where there is none: then as many are let pass.</param>
    public ChoiceLot(IReadOnlyList<NodeModel> nodes, Ramp ramp, EjectPlan? eject)
    {
        _free = (eject ?? EjectPlan.Default).ConsecutiveFailures - 1;
        Lot = new Lot(nodes, ramp);
        _loads = [.. nodes.Select(static node => LoadState.Of(node.State))];
        _failures = [.. nodes.Select(static node => BalancingSlice.Eject(node.State))];
    }

    public Lot Lot { get; }

    public Contender Contender(int index, Arrangement arrangement, long now)
    {
        var weight = Lot.WeightOf(index);
        return new Contender(weight * Lot.FactorOf(index, arrangement, now), weight / Lot.Count, Lot[index].State.InFlight);
    }

    /// <param name="mindsLatency">False: failures alone count.</param>
    public News News(int index, bool mindsLatency, uint nowMs)
    {
        var (level, silence) = _loads[index].Read(nowMs);
        return new News(mindsLatency ? level : LatencyMachine.Unknown, silence, Math.Max(0, _failures[index].FailuresInARow - _free));
    }
}
