using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Holdfast.Gateway.Front.Listeners;

/// <summary>An open address of the plan: its sockets, and what is done with what they accept.</summary>
internal sealed class Listener(
    ListenerAddress address, ListenerOpening opening, Func<Listener, ConnectionContext, ValueTask> take, ILogger log)
    : IAsyncDisposable
{
    private volatile IReadOnlyList<IConnectionListener> _sockets = [];
    private readonly List<Task> _loops = [];
    private readonly List<IConnectionListener> _unbound = [];
    private volatile ListenerOpening _opening = opening;

    public ListenerAddress Address => address;

    /// <summary>Names in the plan; several when they share the address and are told apart by server name.</summary>
    public required IReadOnlyList<string> Names { get; set; }

    public ListenerOpening Opening
    {
        get => _opening;
        set => _opening = value;
    }

    /// <summary>Where it listens in fact, the port known.</summary>
    public IEnumerable<ListenerEndpoint> Endpoints =>
        from socket in _sockets
        from name in Names
        select new ListenerEndpoint(name, (IPEndPoint)socket.EndPoint, Opening.IsTls);

    /// <exception cref="ListenException">An address cannot be bound; what was bound before it is closed again.</exception>
    public async Task BindAsync(IConnectionListenerFactory transport, CancellationToken cancellationToken)
    {
        try
        {
            await BindAsync(transport, address.First, cancellationToken).ConfigureAwait(false);
            if (address.Second is { } second)
            {
                // Port 0 is chosen once, for both families.
                var port = ((IPEndPoint)_sockets[0].EndPoint).Port;
                await BindSecondAsync(transport, new IPEndPoint(second.Address, port), cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Accept()
    {
        foreach (var socket in _sockets)
            _loops.Add(AcceptAsync(socket));
    }

    /// <summary>Takes back a close: the change it made room for could not be made.</summary>
    public async Task ReopenAsync(IConnectionListenerFactory transport)
    {
        await BindAsync(transport, CancellationToken.None).ConfigureAwait(false);
        Accept();
    }

    /// <summary>Stops accepting; connections live on, and with them the memory that the sockets' transport lends them.</summary>
    public async Task CloseAsync()
    {
        var sockets = _sockets;
        _sockets = [];
        foreach (var socket in sockets)
            await socket.UnbindAsync().ConfigureAwait(false);
        await Task.WhenAll(_loops).ConfigureAwait(false);
        _loops.Clear();
        lock (_unbound)
            _unbound.AddRange(sockets);
    }

    /// <summary>To be called when the last connection has ended: the memory goes too.</summary>
    public async ValueTask DisposeAsync()
    {
        IConnectionListener[] unbound;
        lock (_unbound)
        {
            unbound = [.. _unbound];
            _unbound.Clear();
        }

        foreach (var socket in unbound)
            await socket.DisposeAsync().ConfigureAwait(false);
    }

    private async Task AcceptAsync(IConnectionListener socket)
    {
        while (await socket.AcceptAsync().ConfigureAwait(false) is { } connection)
        {
            try
            {
                await take(this, connection).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // One bad connection must not be the last.
                log.AcceptFailed(e, Names[0]);
            }
        }
    }

    /// <summary>A machine may know IPv6 and have no loopback for it; containers often do not.</summary>
    private async Task BindSecondAsync(IConnectionListenerFactory transport, IPEndPoint at, CancellationToken cancellationToken)
    {
        try
        {
            await BindAsync(transport, at, cancellationToken).ConfigureAwait(false);
        }
        catch (ListenException e) when (e.InnerException is SocketException
            { SocketErrorCode: SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported })
        {
            // The first family serves.
        }
    }

    private async Task BindAsync(IConnectionListenerFactory transport, IPEndPoint at, CancellationToken cancellationToken)
    {
        try
        {
            _sockets = [.. _sockets, await transport.BindAsync(at, cancellationToken).ConfigureAwait(false)];
        }
        catch (AddressInUseException e)
        {
            var holder = PortHolder.Find(at);
            var reason = holder is null ? "the port is taken" : $"the port is taken by {holder}";
            throw new ListenException(Names[0], address.Text, reason, holder, e);
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            throw new ListenException(Names[0], address.Text, e.Message, holder: null, e);
        }
    }
}
