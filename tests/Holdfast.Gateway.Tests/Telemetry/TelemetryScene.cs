using Holdfast.Core.Plan;
using Holdfast.Gateway.Telemetry;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Holdfast.Gateway.Tests.Telemetry;

/// <summary>A gateway in this process whose interface has a name and a path of its own: what is heard of others is not this test's.</summary>
internal sealed class TelemetryScene : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly GatewayServer _gateway;

    private TelemetryScene(string name, TemporaryFolder folder, GatewayServer gateway, Uri url)
    {
        Name = name;
        _folder = folder;
        _gateway = gateway;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null }) { BaseAddress = url };
    }

    /// <summary>The interface's name, and the first segment of its path.</summary>
    public string Name { get; }

    public HttpClient Client { get; }

    public static async Task<TelemetryScene> StartAsync(IReadOnlyList<Uri> nodes, AccessLog? accessLog = null, string fields = "")
    {
        var folder = new TemporaryFolder();
        var name = $"i{Guid.NewGuid():N}";
        var plan = new PlanText
        {
            Nodes = nodes,
            Service = "balance: { policy: round-robin }",
            Interfaces = [$"{name}: {{ match: {{ path: \"/{name}/{{id}}\" }}, service: origin{(fields.Length == 0 ? "" : $", {fields}")} }}"],
        };
        var read = PlanReader.Read(folder.Write("holdfast.yaml", plan.Yaml()), new DiskPlanFiles(), Environment.GetEnvironmentVariable);
        read.Errors.ShouldBeEmpty(plan.Yaml());
        var gateway = await GatewayServer.StartAsync(
            read.Plan!, read.Digest, new GatewayOptions { Seed = 1, AccessLog = accessLog }, TimeProvider.System, NullLoggerFactory.Instance, Scene.Cancellation);
        return new TelemetryScene(name, folder, gateway, new Uri($"http://127.0.0.1:{plan.Port}"));
    }

    public async Task<HttpResponseMessage> AskAsync(string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{Name}{path}");
        change?.Invoke(request);
        return await Client.SendAsync(request, Scene.Cancellation).Within($"the answer to {path}");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _gateway.DisposeAsync();
        _folder.Dispose();
    }
}
