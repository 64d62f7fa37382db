using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>How far back a breaker looks: so long, or so many calls.</summary>
/// <param name="Time">Zero where calls are counted.</param>
/// <param name="Calls">0 where time is.</param>
public readonly record struct BreakerWindow(TimeSpan Time, int Calls)
{
    public static BreakerWindow Of(TimeSpan time) => new(time, 0);

    public static BreakerWindow Of(int calls) => new(TimeSpan.Zero, calls);

    /// <param name="now">Timestamp.</param>
    /// <param name="frequency">Ticks of timestamps a second.</param>
    internal EvidenceWindow Make(long now, long frequency) =>
        Calls > 0 ? new CountWindow(Calls) : new TimeWindow((long)(Time.TotalSeconds * frequency), now);
}
