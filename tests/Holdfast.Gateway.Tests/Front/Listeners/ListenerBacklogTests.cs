using System.Globalization;
using System.Net.Sockets;
using Holdfast.Core.Plan;
using Holdfast.Gateway.Front;
using Holdfast.Gateway.Front.Lanes;
using Holdfast.Gateway.Front.Listeners;
using Holdfast.Testing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Holdfast.Gateway.Tests.Front.Listeners;

public sealed class ListenerBacklogTests
{
    /// <summary>Kestrel's own is 512. Whoever finds no room there hears nothing, and tries again after a second.</summary>
    private const int Crowd = 1_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_AThousandAtOnceWhileNobodyAccepts_AllAreTakenByTheKernel()
    {
        using var host = KestrelServices.Create(NullLoggerFactory.Instance, KestrelSetup.Create(FrontPlans.Server), new ListenSockets());
        var transport = host.Services.GetServices<IConnectionListenerFactory>().OfType<SocketTransportFactory>().Single();
        await using var listener = new Listener(
            ListenerAddress.Parse("web", "127.0.0.1:0"), new ListenerOpening(HttpVersions.Http1, null), static (_, connection) => connection.DisposeAsync(), NullLogger.Instance)
        { Names = ["web"] };
        await listener.BindAsync(transport, Cancellation);
        var at = listener.Endpoints.Single().Address;
        var room = int.Parse(await File.ReadAllTextAsync("/proc/sys/net/core/somaxconn", Cancellation), CultureInfo.InvariantCulture);
        var clients = Enumerable.Range(0, Math.Min(Crowd, room)).Select(static _ => new Socket(SocketType.Stream, ProtocolType.Tcp)).ToArray();

        await Task.WhenAll(clients.Select(client => client.ConnectAsync(at, Cancellation).AsTask())).Within("all to be connected");

        foreach (var client in clients) client.Dispose();
        await listener.CloseAsync();
    }
}
