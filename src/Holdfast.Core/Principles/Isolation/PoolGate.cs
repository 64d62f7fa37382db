using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>Has every attempt take a place in the pool of its version; there it may wait.</summary>
public sealed class PoolGate : AttemptGate
{
    private readonly PoolDoor _door;
    private readonly Func<int, PoolShape> _shape;
    private readonly PoolPartitions _partitions;
    private readonly bool _followsNodes;
    private bool _isLive;
    private PoolShape? _set;
    private int _epoch;

    /// <param name="shape">From the number of usable nodes.</param>
    /// <param name="followsNodes">Whether that number matters.</param>
    internal PoolGate(PoolKind kind, CallPool pool, PoolDoor door, Func<int, PoolShape> shape, PoolPartitions partitions, bool followsNodes)
    {
        (Kind, Pool, _door, _shape, _partitions, _followsNodes) = (kind, pool, door, shape, partitions, followsNodes);
    }

    public override Position Position => Position.Pool;

    internal PoolKind Kind { get; }

    internal CallPool Pool { get; }

    /// <summary>Names of the partitions; the first of calls without one.</summary>
    internal IReadOnlyList<string> Partitions => _partitions.Names;

    public override bool TryEnter(Call call, Attempt attempt, VersionModel version, NodeModel? node)
    {
        Look(version);
        if (_door.TryEnter(call, Pool, _partitions.SlotOf(call)) is not { } seat) return false;
        Keep(attempt, seat);
        return true;
    }

    public override ValueTask<Verdict> EnterAsync(Call call, Attempt attempt, VersionModel version, NodeModel? node, bool mayWait)
    {
        var entering = _door.EnterAsync(call, Pool, _partitions.SlotOf(call), mayWait);
        return entering.IsCompletedSuccessfully ? new(Seat(attempt, entering.Result)) : SeatAsync(attempt, entering);
    }

    public override void Leave(Call call, Attempt attempt, VersionModel version, NodeModel? node, in Outcome outcome, long ended)
    {
        Look(version);
        ((PoolSeat?)Kept(attempt))?.Leave();
    }

    /// <summary>A revision goes live.</summary>
    /// <param name="version">As that revision has it; null: it has another gate, and this one no say in the size any more.</param>
    internal void Follow(VersionModel? version)
    {
        Volatile.Write(ref _isLive, version is not null);
        if (version is not null) Fit(version);
    }

    /// <summary>A few reads, while nodes neither come nor go. Another size than this gate's: an older one had the last word on it.</summary>
    private void Look(VersionModel version)
    {
        if (!_followsNodes || !Volatile.Read(ref _isLive)) return;
        if (version.State.Epoch != Volatile.Read(ref _epoch) || !ReferenceEquals(Pool.Shape, Volatile.Read(ref _set))) Fit(version);
    }

    /// <summary>Nodes have come or gone. Whoever loses a race against another sees by the epoch that it has to be done again.</summary>
    private void Fit(VersionModel version)
    {
        var epoch = version.State.Epoch;
        var inPanic = version.State.Panic.Phase != PanicPhase.Calm;
        var shape = _shape(version.Nodes.Count(node => node.State.MayBeUsed(inPanic)));
        Volatile.Write(ref _set, shape);
        Pool.Resize(shape);
        Volatile.Write(ref _epoch, epoch);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Verdict> SeatAsync(Attempt attempt, ValueTask<PoolPass> entering) => Seat(attempt, await entering);

    private Verdict Seat(Attempt attempt, in PoolPass pass)
    {
        Keep(attempt, pass.Seat);
        return pass.Verdict;
    }
}
