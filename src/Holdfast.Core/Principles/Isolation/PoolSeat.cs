namespace Holdfast.Core.Principles.Isolation;

/// <summary>What a call that is inside a pool keeps of it: where to, and as what, it gives its place back.</summary>
internal sealed class PoolSeat(CallPool pool, int slot)
{
    public void Leave() => pool.Leave(slot);
}
