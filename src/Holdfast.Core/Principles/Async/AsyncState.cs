using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>What is known of the operations of an interface, across revisions.</summary>
internal sealed class AsyncState
{
    private readonly long[] _tallies = new long[Enum.GetValues<AsyncTally>().Length];
    private LaneReading? _reading;
    private int _inFlight;
    private bool _isHeldUp;

    /// <summary>What waited when it was last looked; null: nothing was ever accepted here.</summary>
    public LaneReading? Reading
    {
        get => Volatile.Read(ref _reading);
        set => Volatile.Write(ref _reading, value);
    }

    /// <summary>Deliveries on their way.</summary>
    public int InFlight
    {
        get => Volatile.Read(ref _inFlight);
        set => Volatile.Write(ref _inFlight, value);
    }

    /// <summary>The service takes none now.</summary>
    public bool IsHeldUp
    {
        get => Volatile.Read(ref _isHeldUp);
        set => Volatile.Write(ref _isHeldUp, value);
    }

    public void Count(AsyncTally what) => Interlocked.Increment(ref _tallies[(int)what]);

    public long Read(AsyncTally what) => Interlocked.Read(ref _tallies[(int)what]);
}
