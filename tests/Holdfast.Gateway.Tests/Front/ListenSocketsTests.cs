using System.Net;
using System.Net.Sockets;
using Holdfast.Gateway.Front.Lanes;
using Holdfast.Testing;

namespace Holdfast.Gateway.Tests.Front;

public sealed class ListenSocketsTests
{
    [Fact]
    public async Task Waiting_ConnectionsThatNobodyTakes_AreCountedUntilTheyAreTaken()
    {
        var sockets = new ListenSockets();
        using var listening = sockets.Open(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen(16);
        sockets.Waiting().ShouldBe(0);
        using var first = new TcpClient();
        using var second = new TcpClient();
        await first.ConnectAsync((IPEndPoint)listening.LocalEndPoint!, TestContext.Current.CancellationToken);
        await second.ConnectAsync((IPEndPoint)listening.LocalEndPoint!, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => sockets.Waiting() == 2, "two connections wait");

        using var taken = await listening.AcceptAsync(TestContext.Current.CancellationToken);

        sockets.Waiting().ShouldBe(1);
    }

    [Fact]
    public void Waiting_SocketThatIsClosed_IsNotAsked()
    {
        var sockets = new ListenSockets();
        sockets.Open(new IPEndPoint(IPAddress.Loopback, 0)).Dispose();

        sockets.Waiting().ShouldBe(0);
    }
}
