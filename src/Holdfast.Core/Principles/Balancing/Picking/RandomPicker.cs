using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Draws a node by weight.</summary>
public sealed class RandomPicker(PickerContext context) : GroupPicker(context)
{
    public override object Prepare(CandidateGroup group) => new Lot(group.Nodes, Context.Ramp);

    protected override NodeModel? PickFrom(CandidateGroup group, Arrangement arrangement, Call call)
    {
        var lot = (Lot)group.Prepared!;
        var index = lot.Draw(arrangement, call, Context.Random);
        return index < 0 ? null : lot[index];
    }
}
