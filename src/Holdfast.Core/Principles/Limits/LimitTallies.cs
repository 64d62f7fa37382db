using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Limits;

/// <summary>What a limit did, counted since the beginning.</summary>
internal sealed class LimitTallies
{
    private const int AllowedAt = 0;
    private const int RefusedAt = 1;
    private const int ObservedAt = 2;

    private readonly Striped _counts = new(3);

    public void Allowed() => _counts.Add(AllowedAt);

    /// <param name="observed">It was let pass all the same.</param>
    public void Refused(bool observed) => _counts.Add(observed ? ObservedAt : RefusedAt);

    public LimitCounts Read()
    {
        Span<long> totals = stackalloc long[3];
        _counts.ReadInto(totals);
        return new LimitCounts(totals[AllowedAt], totals[RefusedAt], totals[ObservedAt]);
    }
}
