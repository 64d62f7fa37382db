using Holdfast.Core.Discovery;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Discovery;

/// <summary>What a gateway without a plan sees of calls that come over sockets.</summary>
public sealed class ObservedTests : IAsyncLifetime
{
    private KestrelOrigin _origin = null!;
    private Scene _scene = null!;

    public async ValueTask InitializeAsync()
    {
        _origin = await KestrelOrigin.StartAsync();
        _scene = await Scene.BeforeAsync(_origin.Http1Url, options: new GatewayOptions { Seed = 1, Observed = _origin.Http1Url });
    }

    public async ValueTask DisposeAsync()
    {
        await _scene.DisposeAsync();
        await _origin.DisposeAsync();
    }

    [Fact]
    public async Task Calls_OverSockets_AreSeenByTheirPaths()
    {
        var client = _scene.Client();
        for (var order = 1; order <= 3; order++) (await client.GetAsync($"/echo/orders/{order}", Scene.Cancellation)).EnsureSuccessStatusCode().Dispose();
        using (var body = new ByteArrayContent(Payload.Bytes(10_000)))
            (await client.PostAsync("/upload", body, Scene.Cancellation)).EnsureSuccessStatusCode().Dispose();
        (await client.GetAsync("/nowhere", Scene.Cancellation)).Dispose();

        var report = await SeenAsync(5);

        report.NotTaken.ShouldBe(1);
        report.Paths.Select(static path => (path.Method, path.Path, path.Calls, path.BodyBytesMax)).ShouldBe([("GET", "/echo/orders/{id}", 3, 0), ("POST", "/upload", 1, 10_000)]);
        report.Paths.ShouldAllBe(static path => path.P50Seconds > 0 && path.AtOncePeak == 1);
    }

    [Fact]
    public async Task Calls_OnTheirWayAtOnce_AreCountedTogether()
    {
        var client = _scene.Client();
        _origin.Gate("gate").Open();
        (await client.GetAsync("/gated?gate=gate", Scene.Cancellation)).EnsureSuccessStatusCode().Dispose();
        await SeenAsync(1);
        var waiting = Enumerable.Range(0, 4).Select(_ => client.GetAsync("/gated?gate=other", Scene.Cancellation)).ToArray();
        await Eventually.HoldsAsync(() => Report().Paths[0].AtOncePeak == 4, "four calls are on their way");
        _origin.Gate("other").Open(4);
        foreach (var answer in await Task.WhenAll(waiting)) answer.Dispose();

        (await SeenAsync(5)).Paths.ShouldHaveSingleItem().Calls.ShouldBe(5);
    }

    /// <summary>What could be read as something else on a page or in a plan is a value, and is not kept.</summary>
    [Fact]
    public async Task Paths_MadeToHurt_AreSeenAsValuesOrNotAtAll()
    {
        await using var client = await _scene.ConnectAsync();
        string[] targets =
        [
            "/echo/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/echo/{id}", "/echo/**", "/echo/a:%20b", "/echo/'-x-'", $"/echo/{new string('a', 3_000)}", "/echo/%23%20x", "/echo//x", "/echo/a%0D%0Ax", "/echo/../x",
        ];
        foreach (var target in targets) await client.AskAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n", Scene.Cancellation).Within(target);

        await Eventually.HoldsAsync(() => Report().Calls >= 7, "the calls are counted");
        Report().Paths.Select(static path => path.Path).ShouldBe(["/echo/{id}"]);
    }

    private ObservedReport Report() => _scene.Gateway.Server.Runtime.Observed!.Report();

    /// <summary>An answer may be out a moment before its call is counted.</summary>
    private async Task<ObservedReport> SeenAsync(int calls)
    {
        await Eventually.HoldsAsync(() => Report().Calls == calls, $"{calls} calls are counted");
        return Report();
    }
}
