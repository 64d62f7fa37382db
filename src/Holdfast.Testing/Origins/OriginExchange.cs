using System.Net.Sockets;
using System.Text;
using Holdfast.Testing.Wire;

namespace Holdfast.Testing.Origins;

/// <summary>One request and the means to answer it, byte by byte.</summary>
public sealed class OriginExchange
{
    private readonly Socket _socket;
    private readonly WireReader _reader;
    private readonly Action<RecordedRequest> _record;
    private readonly TaskCompletionSource _bodyRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WireBody? _body;

    internal OriginExchange(
        Socket socket, WireReader reader, WireHead head, int connection, int index, Action<RecordedRequest> record)
    {
        _record = record;
        _socket = socket;
        _reader = reader;
        Head = head;
        Connection = connection;
        Index = index;
    }

    public WireHead Head { get; }

    /// <summary>Number of the connection, from 1.</summary>
    public int Connection { get; }

    /// <summary>Place among the requests of the connection, from 1.</summary>
    public int Index { get; }

    /// <summary>Whether the script closed or reset the connection.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Ends when the body was read, well or badly.</summary>
    internal Task BodyRead => _bodyRead.Task;

    /// <summary>Reads the body to its end (once; the same is returned after).</summary>
    public async Task<WireBody> ReadBodyAsync(CancellationToken stop)
    {
        if (_body is null)
        {
            var length = Head.One("Content-Length") is { } text ? long.Parse(text) : 0;
            _body = await _reader.ReadBodyAsync(Head.IsChunked, length, stop);
            _record(new RecordedRequest(Connection, Index, Head, _body));
            _bodyRead.TrySetResult();
        }

        return _body;
    }

    public Task SendAsync(string latin1, CancellationToken stop) => SendAsync(Encoding.Latin1.GetBytes(latin1), stop);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes, stop)..];
    }

    /// <summary>Says FIN.</summary>
    public void Close()
    {
        IsOver = true;
        _socket.Shutdown(SocketShutdown.Both);
        _socket.Dispose();
    }

    /// <summary>Says RST: what was not yet delivered is lost.</summary>
    public void Reset()
    {
        IsOver = true;
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }
}
