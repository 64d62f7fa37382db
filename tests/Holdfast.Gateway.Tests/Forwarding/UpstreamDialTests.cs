using System.Net;
using System.Net.Sockets;
using Holdfast.Core.Plan.Fields;
using Holdfast.Gateway.Forwarding;
using Holdfast.Testing;

namespace Holdfast.Gateway.Tests.Forwarding;

public sealed class UpstreamDialTests
{
    private static readonly AddressExceptions LinkLocal = new(["169.254.10.0/24"]);

    /// <summary>As it was when its name was looked up, under a plan that allowed more.</summary>
    [Theory]
    [InlineData("169.254.11.5", 80)]
    [InlineData("127.0.0.1", 8081)]
    public async Task Connect_PinnedWhereNoTrafficMayGo_IsRefused(string address, int port)
    {
        var dial = new UpstreamDial(IPAddress.Parse(address), [new IPEndPoint(IPAddress.Loopback, 8081)], LinkLocal);

        var refusal = await Should.ThrowAsync<SocketException>(async () => await dial.ConnectAsync(new DnsEndPoint("shop.test", port), default).AsTask().Within("a refusal"));

        refusal.SocketErrorCode.ShouldBe(SocketError.HostUnreachable);
        refusal.Message.ShouldContain("leads only where no traffic may go");
    }

    [Fact]
    public async Task Connect_PinnedElsewhere_Connects()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var dial = new UpstreamDial(IPAddress.Loopback, [], AddressExceptions.None);

        using var socket = await dial.ConnectAsync(new DnsEndPoint("shop.test", ((IPEndPoint)listener.LocalEndpoint).Port), default).AsTask().Within("a connection");

        socket.Connected.ShouldBeTrue();
    }
}
