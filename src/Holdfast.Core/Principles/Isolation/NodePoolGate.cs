using System.Diagnostics;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>Has every attempt take a place in the pool of its node. Nobody waits there: a node that is full is passed over for another.</summary>
public sealed class NodePoolGate : AttemptGate
{
    private readonly PoolDoor _door;
    private readonly PoolShape _shape;
    private readonly TimeProvider _time;

    internal NodePoolGate(PoolKind kind, PoolDoor door, int perNode, TimeProvider time) =>
        (Kind, _door, _shape, _time) = (kind, door, PoolShapes.OfNode(perNode), time);

    public override Position Position => Position.NodePool;

    internal PoolKind Kind { get; }

    public override bool TryEnter(Call call, Attempt attempt, VersionModel version, NodeModel? node)
    {
        if (_door.TryEnter(call, PoolOf(node!.State), slot: 0, node.Address) is not { } seat) return false;
        Keep(attempt, seat);
        return true;
    }

    public override ValueTask<Verdict> EnterAsync(Call call, Attempt attempt, VersionModel version, NodeModel? node, bool mayWait)
    {
        var entering = _door.EnterAsync(call, PoolOf(node!.State), slot: 0, mayWait: false, node.Address);
        Debug.Assert(entering.IsCompletedSuccessfully, "Nobody waits here.");
        var pass = entering.Result;
        Keep(attempt, pass.Seat);
        return new(pass.Verdict);
    }

    public override void Leave(Call call, Attempt attempt, VersionModel version, NodeModel? node, in Outcome outcome, long ended) =>
        ((PoolSeat?)Kept(attempt))?.Leave();

    internal CallPool PoolOf(NodeState node) => OwnedPools.Of(node).For(Kind, _shape, slots: 1, _time);

    /// <summary>Its revision goes live.</summary>
    internal void Follow(NodeState node) => PoolOf(node).Resize(_shape);
}
