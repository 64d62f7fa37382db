namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Failures in a row of one node, and until when it is ejected.</summary>
public sealed class EjectState
{
    private int _failures;
    private long _until;

    /// <summary>Failures since the last success.</summary>
    public int FailuresInARow => Volatile.Read(ref _failures);

    /// <summary>Timestamp at which the node comes back; 0 when it is not ejected.</summary>
    public long Until
    {
        get => Volatile.Read(ref _until);
        internal set => Volatile.Write(ref _until, value);
    }

    internal int Failed() => Interlocked.Increment(ref _failures);

    /// <summary>Writes only when there is something to forget: a healthy node's state is never written to.</summary>
    internal void Succeeded()
    {
        if (Volatile.Read(ref _failures) != 0) Volatile.Write(ref _failures, 0);
    }
}
