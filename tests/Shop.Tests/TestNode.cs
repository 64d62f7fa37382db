using System.Net.Http.Json;
using System.Text.Json;
using Shop.Nodes;

namespace Shop.Tests;

/// <summary>A node that listens on a real socket in this process, and a client of its own for it.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly NodeHost _host;

    private TestNode(NodeHost host)
    {
        _host = host;
        Client = new HttpClient { BaseAddress = host.Address, Timeout = Eventually.Patience };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public HttpClient Client { get; }

    public Task Stopped => _host.Stopped;

    public static async Task<TestNode> StartAsync(NodeOptions options, TimeProvider? time = null) =>
        new(await NodeHost.StartAsync(options, time ?? TimeProvider.System, Cancellation));

    public static Task<TestNode> StartAsync(string service, string version = "v1") =>
        StartAsync(new NodeOptions { Service = service, Version = version, Name = $"{service}-test" });

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var response = await GetAsync(path);
        return await ReadJsonAsync(response);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string json, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        if (key is not null)
            request.Headers.Add(ShopHeaders.IdempotencyKey, key);
        return await Client.SendAsync(request, Cancellation);
    }

    public async Task TurnAsync(string behaviour)
    {
        using var response = await PostAsync("/_shop/behaviour", behaviour);
        ((int)response.StatusCode).ShouldBe(200, await ReadTextAsync(response));
    }

    /// <summary>Waits until the node's counters are as wanted.</summary>
    public Task WorkAsync(Func<WorkCounters, bool> wanted, string what)
    {
        WorkCounters? last = null;
        return Eventually.HoldsAsync(
            async () =>
            {
                last = await Client.GetFromJsonAsync("/_shop/work", NodeJson.Default.WorkCounters, Cancellation);
                return wanted(last!);
            },
            what,
            state: () => $"{last}");
    }

    public static Task<string> ReadTextAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(Cancellation);

    public static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await ReadTextAsync(response));
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
    }
}
