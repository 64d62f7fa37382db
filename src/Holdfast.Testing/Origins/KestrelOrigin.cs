using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Holdfast.Testing.Origins.Grpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Holdfast.Testing.Origins;

/// <summary>A well-behaved origin: HTTP/1.1, HTTP/2 in cleartext, and both over TLS where it has a certificate.</summary>
/// <remarks>What it answers is in OriginEndpoints; gRPC in ProbeService.</remarks>
public sealed class KestrelOrigin : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _aborts = new(StringComparer.Ordinal);
    private readonly Uri[] _urls;
    private int _connectionsOpened;
    private int _connectionsOpen;
    private int _requests;

    private KestrelOrigin(KestrelOriginOptions options)
    {
        Options = options;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Listen);
        builder.Services.AddSingleton(this);
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        _application = builder.Build();
        _application.Use((context, next) =>
        {
            Interlocked.Increment(ref _requests);
            context.Response.Headers["X-Origin-Version"] = Options.Version;
            return next(context);
        });
        _application.UseWebSockets();
        OriginEndpoints.Map(_application, this);
        _application.MapGrpcService<ProbeService>();
        _application.MapGrpcService<InteropService>();
        _application.MapGrpcService<HealthService>();
        _urls = new Uri[3];
    }

    public KestrelOriginOptions Options { get; }

    /// <summary>HTTP/1.1 only.</summary>
    public Uri Http1Url => _urls[0];

    /// <summary>HTTP/2 by prior knowledge only.</summary>
    public Uri Http2Url => _urls[1];

    /// <summary>TLS. Throws when the origin was given no certificate.</summary>
    public Uri TlsUrl => _urls[2] ?? throw new InvalidOperationException("This origin was started without a certificate.");

    public int ConnectionsOpened => Volatile.Read(ref _connectionsOpened);

    public int ConnectionsOpen => Volatile.Read(ref _connectionsOpen);

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>What its gRPC health service says, by name; the empty name stands for the origin as a whole.</summary>
    public ConcurrentDictionary<string, HealthCheckResponse.Types.ServingStatus> Health { get; } = new(StringComparer.Ordinal)
    {
        [""] = HealthCheckResponse.Types.ServingStatus.Serving,
    };

    public static async Task<KestrelOrigin> StartAsync(KestrelOriginOptions? options = null)
    {
        var origin = new KestrelOrigin(options ?? new KestrelOriginOptions());
        await origin._application.StartAsync();
        var addresses = origin._application.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).ToList();
        addresses.CopyTo(origin._urls, 0);
        return origin;
    }

    /// <summary>The gate of this name, which <c>?gate=</c> refers to.</summary>
    public Gate Gate(string name) => _gates.GetOrAdd(name, n => new Gate(n));

    /// <summary>How often a request to this path was aborted by the other side.</summary>
    public int AbortsOf(string path) => _aborts.GetValueOrDefault(path);

    public Task WaitForAbortAsync(string path, int count = 1) => Eventually.HoldsAsync(
        () => AbortsOf(path) >= count, $"{count} aborts of {path} seen by the origin", null, () => $"{AbortsOf(path)}");

    public async ValueTask DisposeAsync()
    {
        // Calls behind a gate would hold the server up until its own shutdown limit.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
        foreach (var gate in _gates.Values)
            gate.Dispose();
    }

    internal void Aborted(string path) => _aborts.AddOrUpdate(path, 1, (_, count) => count + 1);

    private void Listen(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = null;
        server.Limits.MinRequestBodyDataRate = null;
        server.Limits.MinResponseDataRate = null;
        server.Limits.Http2.MaxStreamsPerConnection = 1_000;
        server.Listen(IPAddress.Loopback, 0, listen => Configure(listen, HttpProtocols.Http1));
        server.Listen(IPAddress.Loopback, 0, listen => Configure(listen, HttpProtocols.Http2));
        if (Options.Certificate is not null)
            server.Listen(IPAddress.Loopback, 0, listen => Secure(Configure(listen, HttpProtocols.Http1AndHttp2)));
    }

    private ListenOptions Configure(ListenOptions listen, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        listen.Use(next => connection => CountAsync(next, connection));
        return listen;
    }

    private async Task CountAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        Interlocked.Increment(ref _connectionsOpened);
        Interlocked.Increment(ref _connectionsOpen);
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _connectionsOpen);
        }
    }

    private void Secure(ListenOptions listen) => listen.UseHttps(https =>
    {
        // Selected, not set: only then is the name that was asked for looked at and told.
        https.ServerCertificateSelector = (_, _) => Options.Certificate;
        if (Options.ClientAuthority is null)
            return;
        https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        https.ClientCertificateValidation = (shown, _, errors) => IsIssuedByClientAuthority(shown, errors);
    });

    private bool IsIssuedByClientAuthority(X509Certificate2 shown, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(Options.ClientAuthority!);
        return chain.Build(shown);
    }
}
