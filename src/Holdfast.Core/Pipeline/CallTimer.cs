namespace Holdfast.Core.Pipeline;

/// <summary>The one clock of a call: runs for each attempt in turn, stands still while the caller keeps it waiting.</summary>
/// <remarks>
/// Armed, stopped and reset by the pipeline. A call with a body is also held and released by whoever reads that body, on
/// another thread: such a call is <see cref="Share">shared</see>, and settles everything under a lock. All others take none.
/// </remarks>
public sealed class CallTimer(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly DueTimer _timer = new(time);
    private volatile bool _abandoned;
    private bool _shared;
    private bool _armed;
    private bool _held;
    private TimeSpan _due;
    private TimeSpan _left;
    private TimeSpan _heldBefore;
    private long _runningSince;
    private long _heldSince;

    /// <summary>Cancelled when the time that was armed for runs out.</summary>
    public CancellationToken Token => _timer.Token;

    public bool Fired => _timer.IsCancelled && !_abandoned;

    /// <summary>Ends the attempt before its time: its answer is no longer wanted. From any thread, while the call lasts.</summary>
    public void Abandon()
    {
        _abandoned = true;
        _timer.Cancel();
    }

    /// <summary>How long the caller has kept the call waiting so far: no deadline counts it.</summary>
    public TimeSpan Held
    {
        get
        {
            if (!_shared) return TimeSpan.Zero;
            lock (_gate) return _held ? _heldBefore + time.GetElapsedTime(_heldSince) : _heldBefore;
        }
    }

    /// <summary>Says, before it happens, that another thread will hold and release. The time may run already.</summary>
    public void Share()
    {
        _shared = true;
        _left = _due;
        _runningSince = time.GetTimestamp();
    }

    /// <inheritdoc cref="Arm(TimeSpan, long)"/>
    public void Arm(TimeSpan due) => Arm(due, time.GetTimestamp());

    /// <summary>Starts the time of an attempt; at once, or when the caller no longer keeps it waiting.</summary>
    /// <param name="now">Timestamp.</param>
    public void Arm(TimeSpan due, long now)
    {
        _due = due;
        if (!_shared)
        {
            _armed = true;
            _timer.Set(due, now);
            return;
        }

        lock (_gate)
        {
            _armed = true;
            _left = due;
            if (!_held) Run();
        }
    }

    /// <summary>The caller keeps the call waiting.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            if (_held) return;
            _held = true;
            _heldSince = time.GetTimestamp();
            if (!_armed) return;
            _left -= time.GetElapsedTime(_runningSince);
            if (_left < TimeSpan.Zero) _left = TimeSpan.Zero;
            _timer.Stop();
        }
    }

    /// <summary>The caller has sent something: the time goes on from where it stood.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (!_held) return;
            _held = false;
            _heldBefore += time.GetElapsedTime(_heldSince);
            if (_armed) Run();
        }
    }

    /// <summary>The caller has sent another message of a stream: the time begins anew.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            if (!_armed || _held) return;
            _left = _due;
            Run();
        }
    }

    /// <summary>Stops the time of the attempt for good: its answer has begun.</summary>
    public void Stop()
    {
        if (!_shared)
        {
            _armed = false;
            _timer.Stop();
            return;
        }

        lock (_gate)
        {
            _armed = false;
            _timer.Stop();
        }
    }

    /// <summary>Makes the timer fit for the next attempt, also when it had fired.</summary>
    public void Reset()
    {
        if (!_shared)
        {
            _armed = false;
            _timer.Renew();
            return;
        }

        lock (_gate)
        {
            _armed = false;
            _timer.Renew();
        }
    }

    /// <summary>Makes the timer fit for the next call. Nobody else may hold or release any more.</summary>
    public void Clear()
    {
        Reset();
        _abandoned = _shared = _held = false;
        _heldBefore = TimeSpan.Zero;
    }

    public void Dispose() => _timer.Dispose();

    private void Run()
    {
        _runningSince = time.GetTimestamp();
        _timer.Set(_left, _runningSince);
    }
}
