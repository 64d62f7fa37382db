using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>What breakers did, counted since the beginning.</summary>
internal sealed class BreakerTallies
{
    private const int RefusedAt = 0;
    private const int ObservedAt = 1;

    private readonly Striped _refused = new(2);
    private readonly long[] _moves = new long[Enum.GetValues<BreakerPhase>().Length];

    /// <param name="observed">It was let pass all the same.</param>
    public void Refused(bool observed) => _refused.Add(observed ? ObservedAt : RefusedAt);

    public void Moved(BreakerPhase to) => Interlocked.Increment(ref _moves[(int)to]);

    /// <summary>How often a breaker came into this phase.</summary>
    public long Moves(BreakerPhase to) => Interlocked.Read(ref _moves[(int)to]);

    public (long Refused, long Observed) Read()
    {
        Span<long> totals = stackalloc long[2];
        _refused.ReadInto(totals);
        return (totals[RefusedAt], totals[ObservedAt]);
    }
}
