using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Holdfast.Gateway.Front.Lanes;

/// <summary>An endpoint of the HTTP server inside this process: connections come from our listeners, not from a socket.</summary>
/// <remarks>
/// Kestrel fixes what an endpoint speaks, and which endpoints there are, when it starts. The lanes are bound once and
/// for ever; listeners come and go before them, and a connection is put on the lane that speaks what it speaks.
/// </remarks>
internal sealed class Lane(LaneKind kind) : EndPoint, IConnectionListener
{
    /// <summary>Connections between a listener and the server's accept loop, which only starts them: a handful at most.</summary>
    private const int QueuedMax = 512;

    private readonly Channel<ConnectionContext> _queue = Channel.CreateBounded<ConnectionContext>(
        new BoundedChannelOptions(QueuedMax) { SingleReader = true });

    public LaneKind Kind => kind;

    EndPoint IConnectionListener.EndPoint => this;

    /// <summary>False when the server is stopping: the connection remains the caller's to dispose of.</summary>
    public async ValueTask<bool> PutAsync(ConnectionContext connection)
    {
        while (!_queue.Writer.TryWrite(connection))
        {
            if (!await _queue.Writer.WaitToWriteAsync(CancellationToken.None).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _queue.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_queue.Reader.TryRead(out var connection))
                return connection;
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _queue.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    public override string ToString() => $"lane:{kind}";
}
