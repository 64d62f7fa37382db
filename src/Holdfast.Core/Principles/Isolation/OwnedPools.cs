using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>The pools of a version or of a node, across revisions.</summary>
internal sealed class OwnedPools
{
    private CallPool? _attempts;
    private CallPool? _connections;

    public static OwnedPools Of(OwnedState owner) => owner.Own(static () => new OwnedPools());

    /// <summary>Null: no revision has asked for one.</summary>
    public CallPool? Find(PoolKind kind) => kind == PoolKind.Connections ? Volatile.Read(ref _connections) : Volatile.Read(ref _attempts);

    /// <param name="shape">For one that is not there yet.</param>
    public CallPool For(PoolKind kind, PoolShape shape, int slots, TimeProvider time)
    {
        if (Find(kind) is { } there) return there;
        var made = new CallPool(shape, slots, new PoolTallies(), time);
        return Interlocked.CompareExchange(ref kind == PoolKind.Connections ? ref _connections : ref _attempts, made, null) ?? made;
    }
}
