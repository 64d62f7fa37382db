using System.Net;
using System.Net.Sockets;
using Holdfast.Testing.Wire;

namespace Holdfast.Testing.Origins;

/// <summary>An HTTP/1.1 origin over bare sockets: records every byte it is sent and answers what a script says, however broken.</summary>
public sealed class RecordingOrigin : IAsyncDisposable
{
    /// <summary>Beyond it a test runs away; the connection is reset and the test's own waits fail.</summary>
    public const int RequestsMax = 100_000;

    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly Lock _lock = new();
    private readonly List<RecordedConnection> _connections = [];
    private readonly List<Task> _serving = [];
    private readonly List<RecordedRequest> _requests = [];
    private readonly List<WireHead> _heads = [];
    private OriginScript _script;

    private RecordingOrigin(OriginScript script, IPEndPoint at)
    {
        _script = script;
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(at);
        _listener.Listen(1024);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint { get; }

    public Uri Url => new($"http://{EndPoint}");

    /// <summary>Answers from the next request on.</summary>
    public OriginScript Script
    {
        get => Volatile.Read(ref _script);
        set => Volatile.Write(ref _script, value);
    }

    /// <summary>All connections so far, in order.</summary>
    public IReadOnlyList<RecordedConnection> Connections => Snapshot(_connections);

    /// <summary>Requests whose body was read to its end, good or bad, in order.</summary>
    public IReadOnlyList<RecordedRequest> Requests => Snapshot(_requests);

    /// <summary>Heads of all requests, those with an unread body too, in order.</summary>
    public IReadOnlyList<WireHead> Heads => Snapshot(_heads);

    /// <param name="at">Null: a free port of 127.0.0.1.</param>
    public static RecordingOrigin Start(OriginScript? script = null, IPEndPoint? at = null) =>
        new(script ?? OriginAnswers.Ok, at ?? new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Closes the port: connecting is refused from now on, open connections go on.</summary>
    public void StopAccepting() => _listener.Dispose();

    /// <summary>Waits for this many whole requests.</summary>
    public async Task<IReadOnlyList<RecordedRequest>> WaitForRequestsAsync(int count, TimeSpan? within = null)
    {
        await Eventually.HoldsAsync(() => Requests.Count >= count, $"{count} requests at the origin", within, Seen);
        return Requests;
    }

    /// <summary>Waits for this many heads, whatever becomes of the bodies.</summary>
    public async Task<IReadOnlyList<WireHead>> WaitForHeadsAsync(int count, TimeSpan? within = null)
    {
        await Eventually.HoldsAsync(() => Heads.Count >= count, $"{count} request heads at the origin", within, Seen);
        return Heads;
    }

    public async ValueTask DisposeAsync()
    {
        StopAccepting();
        await _stop.CancelAsync();
        await _accepting;
        Task[] serving;
        lock (_lock)
            serving = [.. _serving];
        await Task.WhenAll(serving).Within("all connections of an origin to end after it was stopped");
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_stop.Token);
            }
            catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }

            socket.NoDelay = true;
            lock (_lock)
            {
                var connection = new RecordedConnection(_connections.Count + 1);
                _connections.Add(connection);
                _serving.Add(ServeAsync(socket, connection));
            }
        }
    }

    private async Task ServeAsync(Socket socket, RecordedConnection connection)
    {
        // Off the accepting loop (and out of its lock) at once.
        await Task.Yield();
        var end = ConnectionEnd.ClosedByOrigin;
        try
        {
            end = await ExchangeAsync(socket, connection);
        }
        catch (Exception over) when (over is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            var error = over as SocketException ?? over.InnerException as SocketException;
            if (error?.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
                end = ConnectionEnd.ResetByPeer;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or FormatException or OverflowException)
        {
            end = ConnectionEnd.Unreadable;
        }

        socket.Dispose();
        connection.End(end);
    }

    private async Task<ConnectionEnd> ExchangeAsync(Socket socket, RecordedConnection connection)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        var reader = new WireReader(stream) { Received = connection.Keep };
        for (var index = 1; index <= RequestsMax; index++)
        {
            var head = await reader.ReadHeadAsync(_stop.Token);
            if (head is null)
                return ConnectionEnd.ClosedByPeer;
            lock (_lock)
                _heads.Add(head);

            var exchange = new OriginExchange(socket, reader, head, connection.Number, index, Record);
            using var abandon = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var answering = Script(exchange, abandon.Token);
            if (await PeerWatch.RunAsync(socket, answering, exchange.BodyRead, abandon) is { } left)
                return left;
            if (exchange.IsOver)
                return ConnectionEnd.ClosedByOrigin;
            var body = await exchange.ReadBodyAsync(_stop.Token);
            if (body.End is not WireEnd.Complete)
                return body.End is WireEnd.Reset ? ConnectionEnd.ResetByPeer : ConnectionEnd.ClosedByPeer;
        }

        return ConnectionEnd.ClosedByOrigin;
    }

    private void Record(RecordedRequest request)
    {
        lock (_lock)
            _requests.Add(request);
    }

    private string Seen()
    {
        lock (_lock)
            return $"{_connections.Count} connections, {_heads.Count} heads, {_requests.Count} requests";
    }

    private T[] Snapshot<T>(List<T> list)
    {
        lock (_lock)
            return [.. list];
    }
}
