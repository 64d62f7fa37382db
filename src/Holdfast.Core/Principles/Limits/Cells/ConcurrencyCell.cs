using System.Runtime.CompilerServices;

namespace Holdfast.Core.Principles.Limits.Cells;

/// <summary>Calls on their way at once.</summary>
internal sealed class ConcurrencyCell : LimitCell
{
    private readonly StrongBox<int> _inside;

    public ConcurrencyCell(LimitSpec spec)
        : this(spec, new StrongBox<int>())
    {
    }

    private ConcurrencyCell(LimitSpec spec, StrongBox<int> inside)
        : base(spec) => _inside = inside;

    public override bool TryTake(long now, out long wait)
    {
        wait = 0;
        while (true)
        {
            var inside = Volatile.Read(ref _inside.Value);
            if (inside >= Spec.Count) return false;
            if (Interlocked.CompareExchange(ref _inside.Value, inside + 1, inside) == inside) return true;
        }
    }

    /// <summary>Beyond the limit, where it is only observed.</summary>
    public void Enter() => Interlocked.Increment(ref _inside.Value);

    /// <summary>A call has ended.</summary>
    public void Leave() => Interlocked.Decrement(ref _inside.Value);

    public override void GiveBack(long takenAt) => Leave();

    public override double Left(long now) => Spec.Count - Volatile.Read(ref _inside.Value);

    public override long Wait(long now) => 0;

    /// <summary>What is on its way would be counted nowhere.</summary>
    public override bool IsSpent(long now) => Volatile.Read(ref _inside.Value) > 0;

    /// <summary>What is on its way is so under any revision.</summary>
    public override LimitCell Follow(LimitSpec next, long now) => new ConcurrencyCell(next, _inside);
}
