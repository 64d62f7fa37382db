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
        using var systemd = new Manager();
        await using var origin = RecordingOrigin.Start();
        await using var gateway = await StartAsync(systemd, origin);

        await systemd.HearAsync("READY=1");
        gateway.Process.Signal(UnixSignal.Terminate);
        await systemd.HearAsync("STOPPING=1");

        (await gateway.Process.WaitForExitAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Hangup_SocketGiven_HearsReloadingAndReadyAgain()
    {
        using var systemd = new Manager();
        await using var origin = RecordingOrigin.Start();
        await using var gateway = await StartAsync(systemd, origin);
        await systemd.HearAsync("READY=1");
        var before = TimeProvider.System.GetTimestamp() / (TimeProvider.System.TimestampFrequency / 1_000_000);

        gateway.Process.Signal(UnixSignal.Hangup);

        // systemd takes a reload for one that it asked for only by a time, on its own clock, after it asked.
        var reloading = await systemd.HearAsync("RELOADING=1");
        var at = reloading.Single(static line => line.StartsWith("MONOTONIC_USEC=", StringComparison.Ordinal)).Split('=')[1];
        long.Parse(at, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(before);
        await systemd.HearAsync("READY=1");
    }

    [Fact]
    public async Task Watchdog_AskedFor_IsFed()
    {
        using var systemd = new Manager();
        await using var origin = RecordingOrigin.Start();
        await using var gateway = await StartAsync(systemd, origin, ("WATCHDOG_USEC", "200000"));

        await systemd.HearAsync("WATCHDOG=1");
        await systemd.HearAsync("WATCHDOG=1");
    }

    private static Task<RunningGateway> StartAsync(Manager systemd, RecordingOrigin origin, params (string Name, string Value)[] variables) =>
        RunningGateway.StartAsync(new PlanText { Nodes = [origin.Url] }, null, new HoldfastProcessOptions
        {
            Environment = variables.Append(("NOTIFY_SOCKET", systemd.Path)).ToDictionary(static v => v.Item1, static v => v.Item2),
        });

    /// <summary>The side of the notify socket that systemd has.</summary>
    private sealed class Manager : IDisposable
    {
        private const int MessagesMax = 100;

        private readonly TemporaryFolder _folder = new();
        private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

        public Manager() => _socket.Bind(new UnixDomainSocketEndPoint(Path));

        public string Path => _folder.File("notify");

        /// <returns>The lines of the first message that has this one.</returns>
        public async Task<string[]> HearAsync(string expected)
        {
            var buffer = new byte[4096];
            for (var message = 0; message < MessagesMax; message++)
            {
                var length = await _socket.ReceiveAsync(buffer, RunningGateway.Cancellation).AsTask().Within($"'{expected}' on the notify socket");
                var lines = Encoding.UTF8.GetString(buffer, 0, length).Split('\n');
                if (lines.Contains(expected))
                    return lines;
            }

            throw new InvalidOperationException($"{MessagesMax} messages, and none of them '{expected}'.");
        }

        public void Dispose()
        {
            _socket.Dispose();
            _folder.Dispose();
        }
    }
}
