using System.Collections.Concurrent;
using System.Net;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;
using Holdfast.Testing.Wire;

namespace Holdfast.Cli.Tests.EndToEnd.Async;

/// <summary>A process that accepts calls for later, callers who write down what they were promised, and a service that writes down what it gets.</summary>
internal sealed class PromiseStage : IAsyncDisposable
{
    /// <summary>Deliveries on their way at once.</summary>
    public const int InFlightMax = 8;

    private const int Callers = 8;

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Free();
    private readonly int _admin = Ports.Free();
    private readonly ConcurrentDictionary<string, string> _promised = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _served = new(StringComparer.Ordinal);
    private int _made;
    private int _asked;

    public PromiseStage()
    {
        // Now and then it fails: what is tried again is in the middle of it too.
        Service = RecordingOrigin.Start((exchange, stop) =>
        {
            if (Interlocked.Increment(ref _asked) % 7 == 0) return OriginAnswers.Status(500)(exchange, stop);
            _served.AddOrUpdate(exchange.Head.One("Idempotency-Key")!, 1, static (_, times) => times + 1);
            return OriginAnswers.Ok(exchange, stop);
        });
        _folder.Write("holdfast.yaml", new PlanText
        {
            Port = _port,
            Nodes = [Service.Url],
            Interface = $"retry: {{ attempts: 1 }}, async: {{ when: always, credentials: none, schedule: 100ms, attempts: 100, concurrency: {InFlightMax} }}",
        }.Yaml());
    }

    public RecordingOrigin Service { get; }

    /// <summary>Keys that a 202 was said for, with what was sent.</summary>
    public IReadOnlyDictionary<string, string> Promised => _promised;

    /// <summary>How often the service did what a key stands for, of those that came to it.</summary>
    public IReadOnlyDictionary<string, int> Served => _served;

    /// <summary>Requests that came to the service whole: of one that was on its way when the process was killed, a part may have come.</summary>
    public IReadOnlyList<RecordedRequest> Delivered => [.. Service.Requests.Where(static request => request.Body.End == WireEnd.Complete)];

    /// <summary>A process lives until so many more calls were promised, and is killed in the middle of others.</summary>
    /// <param name="isStopped">Whether it stands still before it is killed, so that it cannot so much as notice.</param>
    public async Task LiveAsync(int promises, bool isStopped)
    {
        await using var process = await StartAsync();
        var enough = _promised.Count + promises;
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}"), Timeout = Eventually.Patience };
        var callers = Enumerable.Range(0, Callers).Select(_ => CallAsync(client)).ToArray();
        await Eventually.HoldsAsync(() => _promised.Count >= enough, $"{promises} promises", TimeSpan.FromSeconds(60), process.Describe);
        process.Signal(UnixSignal.Stop);
        // It goes on as if nothing had been, or never again.
        if (!isStopped) process.Signal(UnixSignal.Continue);
        process.Signal(UnixSignal.Kill);
        await Task.WhenAll(callers).Within("the callers to hear of it");
    }

    /// <summary>A process that nobody calls delivers what the others have promised.</summary>
    public async Task KeepAsync()
    {
        await using var process = await StartAsync();
        await Eventually.HoldsAsync(() => Missing().Count == 0, "every promise is kept", TimeSpan.FromSeconds(120), () => $"{Missing().Count} of {_promised.Count} are not\n{process.Describe()}");
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        _folder.Dispose();
    }

    private HashSet<string> Missing() => [.. _promised.Keys.Where(key => !_served.ContainsKey(key)).Union(_promised.Keys.Except(Delivered.Select(static request => request.Head.One("Idempotency-Key")!)))];

    private async Task<HoldfastProcess> StartAsync()
    {
        var process = HoldfastProcess.Start(["up", "--plan", _folder.File("holdfast.yaml"), "--admin", $"127.0.0.1:{_admin}", "--data", _folder.File("data")]);
        await process.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{_admin}"));
        return process;
    }

    /// <summary>Until nobody answers any more.</summary>
    private async Task CallAsync(HttpClient client)
    {
        try
        {
            while (true)
            {
                var key = $"key-{Interlocked.Increment(ref _made)}";
                var body = new string('x', _made % 500) + key;
                using var request = new HttpRequestMessage(HttpMethod.Post, "/coupons") { Content = new StringContent(body) };
                request.Headers.Add("Idempotency-Key", key);
                using var answer = await client.SendAsync(request, RunningGateway.Cancellation);
                answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
                _promised[key] = body;
            }
        }
        catch (HttpRequestException)
        {
            // The process is gone; what was asked last was not promised, and may have happened.
        }
    }
}
