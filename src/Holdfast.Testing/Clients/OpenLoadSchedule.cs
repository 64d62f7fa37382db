namespace Holdfast.Testing.Clients;

/// <summary>When each request of an open load is due, and which ones do without keep-alive. Pure: time is told.</summary>
internal sealed class OpenLoadSchedule(int rate, int count, double withoutKeepAliveRatio)
{
    private int _sent;

    public bool IsOver => _sent >= count;

    /// <summary>From the start of the load to when a request is due.</summary>
    public TimeSpan DueAt(int index) => TimeSpan.FromSeconds((double)index / rate);

    /// <summary>Takes all requests due by now and not yet taken.</summary>
    public Range TakeDue(TimeSpan elapsed)
    {
        var due = (int)Math.Min(count, Math.Floor(elapsed.TotalSeconds * rate) + 1);
        var from = _sent;
        _sent = Math.Max(_sent, due);
        return from.._sent;
    }

    /// <summary>From now to when the next request is due; zero when it is late.</summary>
    public TimeSpan UntilNext(TimeSpan elapsed)
    {
        var wait = DueAt(_sent) - elapsed;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>A wait as a timer understands it: what is less than a millisecond is none to it, and who waits so would do nothing but wait.</summary>
    public static TimeSpan Whole(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    /// <summary>Spread evenly: of any run of requests, the ratio holds to within one.</summary>
    public bool ClosesConnection(int index) =>
        Math.Floor((index + 1) * withoutKeepAliveRatio) > Math.Floor(index * withoutKeepAliveRatio);
}
