using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>What a pool, or those of many keys together, did; counted since the beginning.</summary>
internal sealed class PoolTallies
{
    private readonly Striped _counts = new(Enum.GetValues<PoolTally>().Length);

    public PoolAlarm Alarm { get; } = new();

    public void Add(PoolTally what) => _counts.Add((int)what);

    public PoolReading Read()
    {
        Span<long> totals = stackalloc long[Enum.GetValues<PoolTally>().Length];
        _counts.ReadInto(totals);
        return new PoolReading(
            totals[(int)PoolTally.Queued], totals[(int)PoolTally.Refused], totals[(int)PoolTally.TimedOut], totals[(int)PoolTally.CallerGone],
            totals[(int)PoolTally.Observed]);
    }
}
