using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Failover.Draining;

/// <summary>Who had a node drained, across revisions.</summary>
internal sealed class DrainNote
{
    private CommandOrder? _order;

    /// <summary>Null: nobody, or it was put back.</summary>
    public CommandOrder? Order
    {
        get => Volatile.Read(ref _order);
        set => Volatile.Write(ref _order, value);
    }

    public static DrainNote Of(NodeState node) => node.Own(static () => new DrainNote());
}
