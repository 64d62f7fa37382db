using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>In turn, by weight.</summary>
public sealed class RoundRobinPicker(PickerContext context) : GroupPicker(context)
{
    private const int StartsMax = 1 << 16;

    public override object Prepare(CandidateGroup group) => new TurnWheel(group.Nodes, Context.Random.Next(StartsMax), Context.Ramp);

    protected override NodeModel? PickFrom(CandidateGroup group, Arrangement arrangement, Call call) =>
        ((TurnWheel)group.Prepared!).Next(call, arrangement, Context.Random);
}
