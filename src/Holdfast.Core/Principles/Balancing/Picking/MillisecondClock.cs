namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Timestamps in milliseconds, 32 bits of them: they begin anew every 49.7 days.</summary>
public readonly struct MillisecondClock(TimeProvider time)
{
    private readonly double _perTick = 1000.0 / time.TimestampFrequency;

    public uint Of(long timestamp) => unchecked((uint)(long)(timestamp * _perTick));
}
