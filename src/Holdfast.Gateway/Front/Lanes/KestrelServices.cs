using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Holdfast.Gateway.Front.Lanes;

/// <summary>
/// Kestrel's own services cannot be registered by hand, only through a web host's builder. The host is built for its
/// container and never started.
/// </summary>
internal static class KestrelServices
{
    /// <summary>
    /// Connections that the kernel has made and nobody has taken yet; it has a limit of its own beside this (somaxconn, 4,096
    /// as a rule). With Kestrel's 512 a thousand clients that come at once have everybody's next connection wait a second,
    /// for the kernel drops what begins a connection without a word, and that is how long a client takes to try again.
    /// </summary>
    private const int BacklogMax = 16_384;

    public static IHost Create(ILoggerFactory loggers, KestrelServerOptions options, ListenSockets listening) =>
        new HostBuilder()
            .ConfigureWebHost(
                web => web.UseKestrelCore().ConfigureServices(services => services
                    .AddSingleton(loggers)
                    .AddSingleton<IConnectionListenerFactory, LaneFactory>()
                    .Configure<SocketTransportOptions>(sockets =>
                    {
                        sockets.CreateBoundListenSocket = listening.Open;
                        sockets.Backlog = BacklogMax;
                    })
                    .AddSingleton(Options.Create(options))),
                // What the front does is said by the plan, not by variables of the environment.
                static web => web.SuppressEnvironmentConfiguration = true)
            .Build();
}
