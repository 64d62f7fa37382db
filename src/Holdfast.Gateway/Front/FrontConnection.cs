using Holdfast.Gateway.Front.Listeners;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Holdfast.Gateway.Front;

/// <summary>A client connection, from accept to its end. A feature of the connection and so of every request on it.</summary>
internal sealed class FrontConnection(ConnectionContext transport, Listener listener, long acceptedAt)
{
    private const long Never = long.MaxValue;
    private int _calls;
    private int _heldUp;
    private bool _hasCalled;
    private long _speakBy = Never;
    private long _endBy = Never;
    private volatile bool _isRetiring;
    private volatile IConnectionLifetimeNotificationFeature? _served;

    public Listener Listener => listener;

    /// <summary>Requests on this connection that are not yet answered.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Several calls may be under way; true once the connection is known to speak HTTP/2.</summary>
    public bool IsMultiplexed { get; set; }

    /// <summary>Whether there is a body on it that we do not read at the moment.</summary>
    public bool HoldsBodiesUp => Volatile.Read(ref _heldUp) > 0;

    /// <param name="by">1 or -1.</param>
    public void HoldUp(int by) => Interlocked.Add(ref _heldUp, by);

    public void CallBegins()
    {
        _hasCalled = true;
        Interlocked.Increment(ref _calls);
        if (_isRetiring)
            CloseWhenDone();
    }

    public void CallEnds() => Interlocked.Decrement(ref _calls);

    /// <summary>The HTTP server has it from here on.</summary>
    public void Served(IConnectionLifetimeNotificationFeature? lifetime) => _served = lifetime;

    /// <summary>
    /// No further request after those under way: HTTP/1.1 answers carry <c>Connection: close</c>, HTTP/2 gets GOAWAY.
    /// An idle connection closes at once.
    /// </summary>
    public void CloseWhenDone()
    {
        if (_served is { } served)
            served.RequestClose();
        else
            Abort("The connection is closed before it sent anything.");
    }

    /// <summary>
    /// As <see cref="CloseWhenDone"/>, but a connection that is too young to have sent its first request may send it,
    /// and is closed after that. Call again later: it does not stay young.
    /// </summary>
    public void Retire(long youngSince)
    {
        _isRetiring = true;
        // The flag, then the look: a call that begins between the two sees the flag.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _hasCalled) || acceptedAt < youngSince)
            CloseWhenDone();
    }

    public bool IsRetiring => _isRetiring;

    public void Abort(string reason) => transport.Abort(new ConnectionAbortedException(reason));

    /// <summary>The client owes its first bytes by then; timestamps as of the <see cref="TimeProvider"/>.</summary>
    public void MustSpeakBy(long timestamp) => Volatile.Write(ref _speakBy, timestamp);

    public void Spoke() => MustSpeakBy(Never);

    public void MustEndBy(long timestamp) => Volatile.Write(ref _endBy, timestamp);

    public bool IsOverdueAt(long timestamp) =>
        timestamp >= Volatile.Read(ref _speakBy) || timestamp >= Volatile.Read(ref _endBy);
}
