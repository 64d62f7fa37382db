using System.Net;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd.Async;

/// <summary>Case 7: a disk that is full, or that nobody may write to. No call is told 202 of what is not on it, the others go on, and nothing promised is lost.</summary>
public sealed class SickDiskTests : IAsyncLifetime
{
    /// <summary>Beside what is kept free for what was promised already.</summary>
    private const int DiskBytes = 96 << 20;

    private readonly int _port = Ports.Free();
    private readonly int _admin = Ports.Free();
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingOrigin _service = RecordingOrigin.Start();
    private readonly List<string> _promised = [];
    private string _said = "";
    private HttpClient _client = null!;
    private SmallDisk _disk = null!;
    private HoldfastProcess? _process;

    public async ValueTask InitializeAsync()
    {
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
        _disk = await SmallDisk.StartAsync(DiskBytes);
        if (!_disk.IsReal) TestContext.Current.AddWarning($"no small disk could be mounted, the process is kept from writing longer files instead: {_disk.Why}");
        _folder.Write("holdfast.yaml", new PlanText
        {
            Port = _port,
            Nodes = [_service.Url],
            Interfaces =
            [
                "at-once: { match: { path: /at-once }, service: origin }",
                "later: { match: { path: /coupons }, service: origin, async: { when: always, credentials: none, schedule: 100ms } }",
            ],
        }.Yaml());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        await _disk.DisposeAsync();
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Disk_ThatIsFull_PromisesNothingAndIsUsedAgainByItself()
    {
        await StartAsync();
        for (var number = 0; number < 20; number++) (await PostAsync()).ShouldBe(HttpStatusCode.Accepted);

        await _disk.FillAsync(_process);

        await Eventually.HoldsAsync(async () => await PostAsync() == HttpStatusCode.ServiceUnavailable, "nothing is accepted", null, _process!.Describe);
        if (_disk.IsReal)
        {
            // What the disk has left is looked at once a second; until then a call may find a page that was taken before.
            await Eventually.HoldsAsync(async () => await PostAsync() == HttpStatusCode.ServiceUnavailable && _said.Contains("backlog-disk", StringComparison.Ordinal), "it is known that the disk is full", null, () => _said);
            await RefusesAndServesAsync();
        }

        await _disk.EmptyAsync(_process);
        await AcceptsAgainAsync();
        _process!.Signal(UnixSignal.Kill);
        await _process.DisposeAsync();
        await StartAsync();
        await KeptAsync();
    }

    [Fact]
    public async Task Folder_ThatNobodyMayWriteTo_PromisesNothingAndIsUsedAgainByItself()
    {
        // Else it takes another user to keep this one from writing.
        if (!_disk.IsReal)
        {
            TestContext.Current.AddWarning($"what a folder does that nobody may write to is not shown here: {_disk.Why}");
            return;
        }

        await StartAsync();
        for (var number = 0; number < 5; number++) (await PostAsync()).ShouldBe(HttpStatusCode.Accepted);
        _process!.Signal(UnixSignal.Kill);
        await _process.DisposeAsync();
        var queue = Path.Combine(_disk.Path, "data/queue");
        await InsideAsync("mount", "--bind", queue, queue);
        await InsideAsync("mount", "-o", "remount,ro,bind", queue);

        await StartAsync();

        await RefusesAndServesAsync();
        await InsideAsync("mount", "-o", "remount,rw,bind", queue);
        await AcceptsAgainAsync();
        await KeptAsync();
    }

    private async Task RefusesAndServesAsync()
    {
        for (var number = 0; number < 10; number++)
        {
            (await PostAsync()).ShouldBe(HttpStatusCode.ServiceUnavailable);
            using var answer = await _client.GetAsync(new Uri("/at-once", UriKind.Relative), RunningGateway.Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    private Task AcceptsAgainAsync() => Eventually.HoldsAsync(async () => await PostAsync() == HttpStatusCode.Accepted, "it is accepted again, by itself", TimeSpan.FromSeconds(30), _process!.Describe);

    private Task KeptAsync() => Eventually.HoldsAsync(
        () => !_promised.Except(_service.Requests.Select(static request => request.Head.One("Idempotency-Key") ?? "")).Any(), "every promise is kept", null, _process!.Describe);

    private async Task<HttpStatusCode> PostAsync()
    {
        var key = Guid.NewGuid().ToString("N");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/coupons") { Content = new StringContent("{}") };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await _client.SendAsync(request, RunningGateway.Cancellation);
        _said = await answer.Content.ReadAsStringAsync(RunningGateway.Cancellation);
        if (answer.StatusCode == HttpStatusCode.Accepted) _promised.Add(key);
        return answer.StatusCode;
    }

    private async Task StartAsync()
    {
        _process = HoldfastProcess.Start(["up", "--plan", _folder.File("holdfast.yaml"), "--admin", $"127.0.0.1:{_admin}", "--data", Path.Combine(_disk.Path, "data")], _disk.Options);
        await _process.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{_admin}"));
    }

    private async Task InsideAsync(params string[] command)
    {
        await using var inside = ChildProcess.Start("/usr/bin/env", [.. _disk.Options.Within, .. command]);
        (await inside.WaitForExitAsync()).ShouldBe(0, inside.Describe());
    }
}
