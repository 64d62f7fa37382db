using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Draws two nodes by weight and takes the better one: least-request, and with their latencies peak-EWMA.</summary>
public sealed class ChoicePicker(PickerContext context) : GroupPicker(context)
{
    private readonly MillisecondClock _clock = new(context.Time);
    private readonly bool _mindsLatency = context.Plan.Policy == BalancePolicy.PeakEwma;

    public override object Prepare(CandidateGroup group) => new ChoiceLot(group.Nodes, Context.Ramp, Context.Health.Eject);

    protected override NodeModel? PickFrom(CandidateGroup group, Arrangement arrangement, Call call)
    {
        var prepared = (ChoiceLot)group.Prepared!;
        var lot = prepared.Lot;
        var first = lot.Draw(arrangement, call, Context.Random);
        if (first < 0) return null;
        var second = lot.DrawOther(first, arrangement, call, Context.Random);
        if (second < 0) return lot[first];

        var now = call.Now;
        var slower = ChoiceMachine.SlowerBy(
            prepared.News(first, _mindsLatency, _clock.Of(now)), prepared.News(second, _mindsLatency, _clock.Of(now)));
        var handOver = ChoiceMachine.HandOver(
            prepared.Contender(first, arrangement, now), prepared.Contender(second, arrangement, now), slower);
        return lot[handOver > 0 && (handOver >= 1 || Context.Random.NextDouble() < handOver) ? second : first];
    }
}
