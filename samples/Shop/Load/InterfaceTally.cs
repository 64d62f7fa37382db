namespace Shop.Load;

/// <summary>Counts of one interface while the load runs; any thread may count.</summary>
internal sealed class InterfaceTally(string name)
{
    private LatencyHistogram _now = new();
    private LatencyHistogram _before = new();
    private long _sent;
    private long _ok;
    private long _failed;
    private long _dropped;
    private string? _lastFailure;

    public void Send() => Interlocked.Increment(ref _sent);

    public void Drop() => Interlocked.Increment(ref _dropped);

    public void Succeed(TimeSpan latency)
    {
        Interlocked.Increment(ref _ok);
        Volatile.Read(ref _now).Add(latency);
    }

    public void Fail(TimeSpan latency, string why)
    {
        Interlocked.Increment(ref _failed);
        Volatile.Write(ref _lastFailure, why);
        Volatile.Read(ref _now).Add(latency);
    }

    /// <summary>Forgets the older half of the latencies. By one thread only; an answer counted meanwhile may be lost.</summary>
    public void Rotate()
    {
        var oldest = _before;
        oldest.Clear();
        Volatile.Write(ref _before, _now);
        Volatile.Write(ref _now, oldest);
    }

    public LoadCounts Read()
    {
        var now = Volatile.Read(ref _now);
        var before = Volatile.Read(ref _before);
        return new LoadCounts(
            name,
            Interlocked.Read(ref _sent),
            Interlocked.Read(ref _ok),
            Interlocked.Read(ref _failed),
            Interlocked.Read(ref _dropped),
            now.Percentile(0.50, before),
            now.Percentile(0.99, before),
            Volatile.Read(ref _lastFailure));
    }
}
