using System.Net.Security;
using Holdfast.Core.Plan;
using Holdfast.Gateway.Front.Floods;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Holdfast.Gateway.Front.Lanes;

/// <summary>Kestrel on its lanes: TLS and HTTP, no sockets.</summary>
internal sealed class LaneServer : IDisposable
{
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(10);

    private readonly Dictionary<LaneKind, Lane> _lanes = LaneKinds.All.ToDictionary(static kind => kind, static kind => new Lane(kind));
    private readonly ConnectionRegistry _registry;
    private readonly FloodGuard _guard;
    private readonly KestrelServerOptions _options;
    private readonly IServer _kestrel;
    private readonly IHost _host;

    public LaneServer(ServerPlan plan, ConnectionRegistry registry, FloodGuard guard, ILoggerFactory loggers)
    {
        _registry = registry;
        _guard = guard;
        _options = KestrelSetup.Create(plan);
        _host = KestrelServices.Create(loggers, _options, Listening);
        _options.ApplicationServices = _host.Services;
        foreach (var lane in _lanes.Values)
            _options.Listen(lane, options => Configure(options, lane.Kind));
        _kestrel = _host.Services.GetRequiredService<IServer>();
    }

    public ListenSockets Listening { get; } = new();

    /// <summary>Binds real sockets, on memory pools that give back what is not used.</summary>
    public IConnectionListenerFactory Sockets => _host.Services.GetServices<IConnectionListenerFactory>().OfType<SocketTransportFactory>().Single();

    public Task StartAsync(TrafficApplication application, CancellationToken cancellationToken) =>
        _kestrel.StartAsync(application, cancellationToken);

    public void Apply(ServerPlan plan) => KestrelSetup.Apply(plan, _options.Limits);

    /// <summary>False when the server is stopping: the connection remains the caller's to dispose of.</summary>
    public ValueTask<bool> PutAsync(LaneKind kind, ConnectionContext connection) => _lanes[kind].PutAsync(connection);

    /// <summary>Connections that are still open are aborted once the token is cancelled.</summary>
    public Task StopAsync(CancellationToken abort) => _kestrel.StopAsync(abort);

    public void Dispose() => _host.Dispose();

    private void Configure(ListenOptions options, LaneKind kind)
    {
        options.Protocols = kind.Protocols();
        options.Use(next => connection => ServeAsync(next, connection));
        if (kind.IsTls())
        {
            options.UseHttps(new TlsHandshakeCallbackOptions
            {
                HandshakeTimeout = HandshakeWithin,
                OnConnection = static handshake => ValueTask.FromResult(Choose(handshake)),
            });
        }

        // Behind TLS: it reads what the HTTP server reads.
        if (kind.SpeaksHttp2())
            options.Use(_guard.Watch);
    }

    private static SslServerAuthenticationOptions Choose(TlsHandshakeCallbackContext handshake)
    {
        var connection = handshake.Connection.Features.Get<FrontConnection>();
        return connection?.Listener.Opening.Certificates?.Choose(handshake.ClientHelloInfo.ServerName)
            ?? throw new System.Security.Authentication.AuthenticationException("The listener no longer speaks TLS.");
    }

    private async Task ServeAsync(ConnectionDelegate next, ConnectionContext transport)
    {
        var connection = transport.Features.Get<FrontConnection>();
        connection?.Served(transport.Features.Get<IConnectionLifetimeNotificationFeature>());
        try
        {
            await next(transport).ConfigureAwait(false);
        }
        finally
        {
            if (connection is not null)
                _registry.Remove(connection);
        }
    }
}
