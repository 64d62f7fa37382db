using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Abuse;

/// <summary>Case 22: no request of up to 10 KiB costs much more than it cost to send.</summary>
[Collection(Alone.Name)]
public sealed class RequestCostTests : IAsyncDisposable
{
    private const int RequestBytesMax = 10 << 10;
    private const int AllocatedBytesMax = 1 << 20;
    private const int Warming = 20;
    private const int Measured = 50;

    /// <summary>100 is promised of the client's own share of a plain request, which is about a third of it here, where client, gateway and node are one process.</summary>
    private const int CostRatioMax = 30;

    private readonly RecordingOrigin _node = RecordingOrigin.Start();

    private static CancellationToken Cancellation => Scene.Cancellation;

    public static TheoryData<string> Kinds =>
        ["many headers", "many cookies", "many parameters", "one parameter", "escaped parameters", "deep path", "escaped path", "many hops", "many options", "tiny chunks", "long host", "encoded host", "accepts much"];

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Request_SmallAndHostile_CostsLittle(string kind)
    {
        var hostile = Hostile(kind);
        hostile.Length.ShouldBeInRange(200, RequestBytesMax);
        await using var scene = await Scene.BeforeAsync(_node.Url, plan => plan with
        {
            Server = "max-request-line: 10KB, trusted-proxies: [ \"127.0.0.0/8\" ]",
            Interfaces =
            [
                "a: { match: { path: \"/{a}/{b}/{c}/x\", query: { zz: \"1\" } }, service: origin }",
                "b: { match: { path: \"/{rest...}\", query: { zz: \"2\", yy: \"*\" }, header: { X-1: \"*\", Cookie: \"c\" } }, service: origin }",
                "rest: { match: { path: \"/{rest...}\" }, service: origin }",
            ],
        });

        await MeasureAsync(scene, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", Warming);
        var plain = await MeasureAsync(scene, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", Measured);
        await MeasureAsync(scene, hostile, Warming);
        var cost = await MeasureAsync(scene, hostile, Measured);

        cost.AllocatedBytes.ShouldBeLessThan(AllocatedBytesMax);
        (cost.Cpu / plain.Cpu).ShouldBeLessThan(CostRatioMax);
    }

    /// <summary>Of the whole process, for one request.</summary>
    private static async Task<(double AllocatedBytes, TimeSpan Cpu)> MeasureAsync(Scene scene, string request, int count)
    {
        // A refusal may end the connection: each has its own.
        var before = (Bytes: GC.GetTotalAllocatedBytes(), Cpu: Environment.CpuUsage.TotalTime);
        for (var i = 0; i < count; i++)
        {
            await using var client = await scene.ConnectAsync();
            await client.AskAsync(request, Cancellation).Within("an answer");
        }

        return ((double)(GC.GetTotalAllocatedBytes() - before.Bytes) / count, (Environment.CpuUsage.TotalTime - before.Cpu) / count);
    }

    private static string Hostile(string kind) => kind switch
    {
        "many headers" => Get("/", string.Concat(Enumerable.Range(0, 99).Select(static i => $"X-{i}: {new string('a', 70)}\r\n"))),
        "many cookies" => Get("/", $"Cookie: {string.Join("; ", Enumerable.Range(0, 1_300).Select(static i => $"{i % 1_000}=b"))}\r\n"),
        "many parameters" => Get("/?" + string.Join('&', Enumerable.Range(0, 2_100).Select(static i => $"{i:x}"))),
        "one parameter" => Get("/?" + string.Join('&', Enumerable.Repeat("a", 4_500))),
        "escaped parameters" => Get("/?" + string.Join('&', Enumerable.Repeat("%7a%7A=%31", 800))),
        "deep path" => Get(string.Concat(Enumerable.Repeat("/a", 4_500))),
        "escaped path" => Get("/" + string.Concat(Enumerable.Repeat("%41", 3_000))),
        "many hops" => Get("/", $"X-Forwarded-For: {string.Join(',', Enumerable.Repeat("127.0.0.1", 900))}\r\nVia: {string.Join(',', Enumerable.Repeat("a", 200))}\r\n"),
        "many options" => Get("/", $"Connection: {string.Join(',', Enumerable.Range(0, 2_300).Select(static i => $"{i % 1_000}"))}\r\n"),
        "tiny chunks" => "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat("1\r\nx\r\n", 1_600)) + "0\r\n\r\n",
        "long host" => $"GET / HTTP/1.1\r\nHost: {string.Concat(Enumerable.Repeat("a.", 4_500))}\r\n\r\n",
        "encoded host" => $"GET / HTTP/1.1\r\nHost: {string.Concat(Enumerable.Repeat("xn--a-ecp.", 25))}\r\n\r\n",
        _ => Get("/", $"Accept: {string.Join(',', Enumerable.Repeat("a/b;q=0.1", 900))}\r\nTE: {string.Join(',', Enumerable.Repeat("a", 200))}\r\n"),
    };

    private static string Get(string target, string headers = "") => $"GET {target} HTTP/1.1\r\nHost: a\r\n{headers}\r\n";
}
