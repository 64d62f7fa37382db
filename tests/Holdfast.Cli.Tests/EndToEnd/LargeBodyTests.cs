using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary>Bodies far larger than the memory that the process may take for them, each way.</summary>
[Collection(Alone.Name)]
public sealed class LargeBodyTests
{
    // What a body may cost is a matter of buffers, not of its size.
    private const long GrowthMax = 96L * 1024 * 1024;

    private static CancellationToken Cancellation => RunningGateway.Cancellation;

    [Theory]
    [InlineData("1.1", "http1")]
    [InlineData("2.0", "http2")]
    public async Task Body_FarLargerThanMemory_PassesWholeAtFlatMemory(string version, string protocol)
    {
        var size = LongTests.Size(256L * 1024 * 1024, 2L * 1024 * 1024 * 1024);
        await using var origin = await KestrelOrigin.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(new PlanText
        {
            Nodes = [protocol == "http1" ? origin.Http1Url : origin.Http2Url],
            Service = $"protocol: {protocol}",
            Interface = "max-body: none, timeout: 10m",
        });
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(10), BaseAddress = gateway.Url };
        await UploadAsync(client, version, 1_000_000);
        await DownloadAsync(client, version, 1_000_000);
        var before = ProcessMemory.ResidentBytes(gateway.Process.Id);
        ProcessMemory.ForgetPeak(gateway.Process.Id);

        (await UploadAsync(client, version, size)).ShouldBe($"{size}");
        (await DownloadAsync(client, version, size)).ShouldBe(size);

        (ProcessMemory.PeakBytes(gateway.Process.Id) - before).ShouldBeLessThan(GrowthMax);
    }

    private static async Task<string> UploadAsync(HttpClient client, string version, long size)
    {
        using var body = new PayloadContent(size);
        using var request = Request(version, HttpMethod.Post, client, "/upload");
        request.Content = body;
        using var answer = await client.SendAsync(request, Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<long> DownloadAsync(HttpClient client, string version, long size)
    {
        using var request = Request(version, HttpMethod.Get, client, $"/download?bytes={size}");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancellation);
        return await Payload.VerifyAsync(stream, Cancellation);
    }

    private static HttpRequestMessage Request(string version, HttpMethod method, HttpClient client, string target) =>
        new(method, new Uri(client.BaseAddress!, target))
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
}
