using System.Net;
using System.Text.Json;
using Holdfast.Control.Queue.Sqlite;
using Holdfast.Core.Queue;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Async;

/// <summary>A gateway before a node that writes down what comes, with a queue on the disk.</summary>
internal sealed class AsyncScene : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private bool _isDoubled;
    private bool _isNodeGone;

    private AsyncScene(RecordingOrigin node) => Node = node;

    public Scene Scene { get; private set; } = null!;

    public RecordingOrigin Node { get; }

    public SqliteDurableQueue Queue { get; private set; } = null!;

    /// <summary>What the gateway takes for the queue; null: the queue itself.</summary>
    public QueueDouble? Double { get; private set; }

    public string QueueFolder => _folder.File("queue");

    /// <param name="interfaces">The whole of <c>interfaces</c>, each a line; or fields of the one that takes everything.</param>
    public static async Task<AsyncScene> StartAsync(string fields, OriginScript? script = null, Func<PlanText, PlanText>? change = null, bool isDoubled = false)
    {
        var scene = new AsyncScene(RecordingOrigin.Start(script ?? OriginAnswers.Ok)) { _isDoubled = isDoubled };
        await scene.OpenAsync(plan => (change ?? (static same => same))(plan with { Interface = fields }));
        return scene;
    }

    /// <summary>The process of before is gone; another begins with what it left behind.</summary>
    public async Task RestartAsync(string fields, Func<PlanText, PlanText>? change = null)
    {
        await Scene.DisposeAsync();
        await Queue.DisposeAsync();
        await OpenAsync(plan => (change ?? (static same => same))(plan with { Interface = fields }));
    }

    public async Task<HttpResponseMessage> PostAsync(string? key = null, string body = "{}", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/coupons?of=1") { Content = new StringContent(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await Scene.Client().SendAsync(request, Scene.Cancellation);
    }

    /// <summary>The address at which a 202 says to ask.</summary>
    public static Uri Accepted(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return answer.Headers.Location.ShouldNotBeNull();
    }

    /// <summary>Asks until the operation is done with: by long polls, not by turns.</summary>
    public async Task<JsonElement> EndAsync(Uri address, params (string Name, string Value)[] headers)
    {
        JsonElement told = default;
        await Eventually.HoldsAsync(
            async () => (told = await AskAsync(new Uri($"{address}?wait=5", UriKind.Relative), headers)).GetProperty("state").GetString() is "delivered" or "failed" or "dead",
            "the operation is done with", TimeSpan.FromSeconds(40), () => told.ToString());
        return told;
    }

    public async Task<JsonElement> AskAsync(Uri address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        using var answer = await Scene.Client().SendAsync(request, Scene.Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Scene.Cancellation)).RootElement;
    }

    /// <summary>For good: connections that are open end too.</summary>
    public async Task EndNodeAsync()
    {
        _isNodeGone = true;
        await Node.DisposeAsync();
    }

    public Task StandsAsync(OperationId id, OperationState state) =>
        Eventually.HoldsAsync(async () => (await Queue.FindAsync(id))?.State == state, $"operation {id} is {state}");

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        await Queue.DisposeAsync();
        if (!_isNodeGone) await Node.DisposeAsync();
        _folder.Dispose();
    }

    private async Task OpenAsync(Func<PlanText, PlanText> change)
    {
        Queue = new SqliteDurableQueue(QueueFolder, TimeProvider.System, freeBytesMin: 1);
        Scene = await Scene.BeforeAsync(Node.Url, change, new GatewayOptions { Seed = 1, Queue = _isDoubled ? Double = new QueueDouble(Queue) : Queue });
    }
}
