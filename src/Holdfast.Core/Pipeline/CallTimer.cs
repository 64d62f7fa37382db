namespace Holdfast.Core.Pipeline;

/// <summary>The one timer of a call, armed for each attempt in turn and reused by the calls that follow.</summary>
/// <remarks>
/// Armed and reset by the pipeline alone. <see cref="Release"/> may come from another thread (the one that reads the
/// caller's body), so calls that were ever held settle it under a lock; all others, nearly all, take none.
/// </remarks>
public sealed class CallTimer(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _source = new(Timeout.InfiniteTimeSpan, time);
    private TimeSpan _due;
    private bool _holding;
    private bool _wasHeld;

    /// <summary>Cancelled when the time that was armed for runs out.</summary>
    public CancellationToken Token => _source.Token;

    public bool Fired => _source.IsCancellationRequested;

    /// <summary>Starts the time of an attempt.</summary>
    public void Arm(TimeSpan due)
    {
        _due = due;
        _source.CancelAfter(due);
    }

    /// <summary>Stops the time while the caller is still sending: that is not the backend's time.</summary>
    public void Hold()
    {
        _wasHeld = true;
        lock (_gate)
        {
            _holding = true;
            _source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Starts the time that was held from its beginning; nothing when it is not held any more.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (!_holding) return;
            _holding = false;
            _source.CancelAfter(_due);
        }
    }

    /// <summary>Stops the time for good: the answer has begun.</summary>
    public void Stop()
    {
        if (!_wasHeld)
        {
            _source.CancelAfter(Timeout.InfiniteTimeSpan);
            return;
        }

        lock (_gate)
        {
            _holding = false;
            _source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Makes the timer fit for the next attempt, also when it had fired.</summary>
    public void Reset()
    {
        if (_wasHeld) lock (_gate) _holding = false;
        _wasHeld = false;
        if (_source.TryReset()) return;
        _source.Dispose();
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
    }

    public void Dispose() => _source.Dispose();
}
