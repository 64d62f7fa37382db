using System.Net.Sockets;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd.Abuse;

/// <summary>More connections than the process may have open files: some are refused, the rest are served.</summary>
public sealed class DescriptorTests
{
    private const int FilesMax = 500;
    private const string Request = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";

    private static CancellationToken Cancellation => RunningGateway.Cancellation;

    [Fact]
    public async Task Connections_MoreThanThereAreDescriptors_AreRefusedAndTheOthersServed()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            new PlanText { Nodes = [origin.Http1Url] }, options: new HoldfastProcessOptions { FilesMax = FilesMax });
        await using var first = await gateway.ConnectAsync();
        (await first.AskAsync(Request, Cancellation)).Status.ShouldBe(200);

        List<RawClient> crowd = [];
        for (var count = 0; count < 2 * FilesMax; count++)
        {
            try
            {
                crowd.Add(await gateway.ConnectAsync());
            }
            catch (SocketException)
            {
                // Refused so soon that connecting had not ended.
            }
        }

        await gateway.Process.WaitForOutputAsync("200 are open, the limit");
        (await first.AskAsync(Request, Cancellation).Within("an answer in the crowd", null, gateway.Process.Describe)).Status.ShouldBe(200);
        foreach (var client in crowd)
            await client.DisposeAsync();
        await Eventually.HoldsAsync(
            async () => await gateway.VersionAsync() is not "none", "new connections to be served once the crowd is gone", null, gateway.Process.Describe);
        gateway.Process.HasExited.ShouldBeFalse(gateway.Process.Describe());
    }
}
