namespace Holdfast.Control.Queue.Sqlite;

/// <summary>The clock of a store: it begins where the machine's stands, but never before it last stood, and from there on only goes forward.</summary>
/// <remarks>A machine's clock that is set makes no operation due, none too old, and takes no lease away.</remarks>
internal sealed class QueueClock(TimeProvider time, long floor)
{
    private readonly long _began = Math.Max(floor, time.GetUtcNow().ToUnixTimeMilliseconds());
    private readonly long _since = time.GetTimestamp();

    /// <summary>Milliseconds since 1970.</summary>
    public long Now => _began + (long)time.GetElapsedTime(_since).TotalMilliseconds;

    public static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
