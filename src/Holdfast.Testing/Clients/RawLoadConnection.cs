using System.Net;
using System.Net.Sockets;

namespace Holdfast.Testing.Clients;

/// <summary>A connection of a <see cref="RawLoad"/>: one request after another, and a read that always waits.</summary>
internal sealed class RawLoadConnection : IDisposable
{
    /// <summary>Enough for any head, and the bodies that these loads are answered with.</summary>
    private const int BufferBytes = 16 * 1024;

    private const int None = -1;

    private readonly RawLoad _load;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _request = None;
    private long _giveUpAt = long.MaxValue;
    private volatile bool _gaveUp;
    private volatile bool _isOver;

    public RawLoadConnection(RawLoad load) => _load = load;

    /// <summary>Connects, asks its first, and then whatever it is given.</summary>
    public async Task RunAsync(IPEndPoint server, int first, long giveUpAt)
    {
        (_request, _giveUpAt) = (first, giveUpAt);
        var how = "ended";
        try
        {
            await _socket.ConnectAsync(server);
            await _socket.SendAsync(_load.RequestBytes);
            await ReadAsync();
        }
        catch (Exception fault)
        {
            // Whatever it was: the request has ended, and a load waits for all of its requests.
            how = fault.Message;
        }

        _isOver = true;
        Dispose();
        if (Interlocked.Exchange(ref _request, None) is not None and var unanswered) _load.Ended(unanswered, 0, 0, _gaveUp ? "timeout" : how);
        _load.Gone(this);
    }

    /// <summary>Asks, on a connection that is idle.</summary>
    /// <returns>False: it has ended meanwhile, and was not asked.</returns>
    public bool TryAsk(int request, long giveUpAt)
    {
        Volatile.Write(ref _giveUpAt, giveUpAt);
        // The request, then the look: whoever ends the connection does it the other way round, so one of the two sees the other.
        Interlocked.Exchange(ref _request, request);
        try
        {
            if (!_isOver && _socket.Send(_load.RequestBytes.Span) == _load.RequestBytes.Length) return true;
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The server had closed it.
        }

        // Whoever reads may have told of it already.
        return Interlocked.CompareExchange(ref _request, None, request) != request;
    }

    /// <summary>Whether the answer has not come in its time.</summary>
    public bool IsLateAt(long now) => now >= Volatile.Read(ref _giveUpAt) && Volatile.Read(ref _request) != None;

    /// <summary>Leaves without the answer.</summary>
    public void GiveUp()
    {
        _gaveUp = true;
        Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadAsync()
    {
        var (answer, filled) = (default(RawAnswer), 0);
        while (await _socket.ReceiveAsync(_buffer.AsMemory(filled)) is > 0 and var read)
        {
            filled += read;
            var taken = answer.Take(_buffer.AsSpan(0, filled));
            _buffer.AsSpan(taken, filled - taken).CopyTo(_buffer);
            filled -= taken;
            if (filled == _buffer.Length) throw new InvalidDataException("a head without an end");
            if (!answer.IsWhole) continue;
            var (status, length, closes) = (answer.Status, answer.Length, answer.Closes);
            answer = default;
            Volatile.Write(ref _giveUpAt, long.MaxValue);
            if (Interlocked.Exchange(ref _request, None) is not None and var request) _load.Ended(request, status, length, length < 0 ? "no length" : null);
            if (closes) return;
            _load.Idle(this);
        }
    }
}
