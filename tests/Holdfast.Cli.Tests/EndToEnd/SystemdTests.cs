using System.Net.Sockets;
using System.Text;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary>Under systemd (<c>Type=notify</c>) the process says when it is ready and when it stops.</summary>
public sealed class SystemdTests
{
    [Fact]
    public async Task Notify_SocketGiven_HearsReadyAndStopping()
    {
        using var folder = new TemporaryFolder();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = folder.File("notify");
        socket.Bind(new UnixDomainSocketEndPoint(path));
        await using var origin = RecordingOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(
            new PlanText { Nodes = [origin.Url] },
            null,
            new HoldfastProcessOptions { Environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path } });

        await HearAsync(socket, "READY=1");
        gateway.Process.Signal(UnixSignal.Terminate);
        await HearAsync(socket, "STOPPING=1");

        (await gateway.Process.WaitForExitAsync()).ShouldBe(0);
    }

    private static async Task HearAsync(Socket socket, string expected)
    {
        var buffer = new byte[4096];
        for (var message = 0; message < 20; message++)
        {
            var length = await socket.ReceiveAsync(buffer, RunningGateway.Cancellation).AsTask().Within($"'{expected}' on the notify socket");
            if (Encoding.UTF8.GetString(buffer, 0, length).Split('\n').Contains(expected))
                return;
        }

        throw new InvalidOperationException($"Twenty messages, and none of them '{expected}'.");
    }
}
