using System.Net;
using System.Net.Http.Headers;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Control.History;
using Holdfast.Control.Store.Sqlite;
using Holdfast.Control.Switches;
using Holdfast.Control.Telemetry;
using Holdfast.Core;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Core.Telemetry;
using Holdfast.Testing;
using Holdfast.WebConsole;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Console.Tests;

/// <summary>The console on a real socket, over a runtime whose clock a test moves.</summary>
internal sealed class ConsoleHarness : IAsyncDisposable, IAdminSubject
{
    public const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          shop: { versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } } }
          bank: { versions: { v1: { nodes: [ "http://127.0.0.1:1003" ] }, v2: { nodes: [ "http://127.0.0.1:1004" ] } }, live: v1 }
        interfaces:
          orders: { match: { path: /orders }, service: shop, retry: { attempts: 1 } }
          search: { match: { path: /search }, service: shop }
          pay: { match: { path: /pay }, service: bank }
        """;

    private readonly TelemetryExport _export = TelemetryExport.Start(new TelemetryOptions
    {
        Meters = [DecisionMeter.Name], Sources = [], Configuration = new ConfigurationBuilder().Build(),
    });

    private readonly SocketsHttpHandler _handler = new() { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteControlStore _store;
    private AdminServer? _server;

    private ConsoleHarness()
    {
        Runtime = new HoldfastRuntime(Slices.All, new NoProbe(), Time, new SplitMixRandom(1));
        History = new HistoryBook(Runtime);
        _store = new SqliteControlStore(_folder.File("control.db"), Time);
        var token = AccessToken.Make();
        Access = new AccessDesk(token, _store, Runtime.Signals, Time);
        Client = new HttpClient(_handler) { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public HoldfastRuntime Runtime { get; }

    public HistoryBook History { get; }

    public AccessDesk Access { get; }

    public bool IsReady { get; set; } = true;

    public SwitchKeeper? Keeper => null;

    public HttpClient Client { get; }

    public Uri Url => new(_server!.Addresses[0]);

    public static async Task<ConsoleHarness> StartAsync(string plan = Plan)
    {
        var harness = new ConsoleHarness();
        harness.Publish(plan);
        harness._server = await AdminServer.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0), harness, harness._export, NullLoggerFactory.Instance, new ConsolePages()).Within("the admin listener");
        return harness;
    }

    public void Publish(string plan)
    {
        var read = PlanReader.Read("plan.yaml", new MemoryPlanFiles().Add("plan.yaml", plan), static _ => null);
        Runtime.Publish(Runtime.Prepare(read.Plan ?? throw new InvalidOperationException(string.Join('\n', read.Errors)), "0123456789ab"));
    }

    /// <summary>Calls that end as the test says.</summary>
    public async Task CallAsync(string path, Outcome outcome, int times = 1)
    {
        for (var i = 0; i < times; i++) await CallPipeline.RunAsync(new TestCall(Time, path, outcome) { Plan = Runtime.Plan! });
    }

    /// <summary>Lets seconds go by, one at a time: timers fire in each.</summary>
    public void Pass(int seconds)
    {
        for (var i = 0; i < seconds; i++) Time.Advance(TimeSpan.FromSeconds(1));
    }

    public async Task<string> PageAsync(string path, HttpStatusCode expected = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        using var answer = await AskAsync(path, headers);
        var text = await answer.Content.ReadAsStringAsync().Within($"the body of {path}");
        answer.StatusCode.ShouldBe(expected, $"{path}: {text}");
        return text;
    }

    public async Task<HttpResponseMessage> AskAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Url, path));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).Within($"GET {path}");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        _export.Dispose();
        await Access.DisposeAsync();
        await _store.DisposeAsync();
        await Runtime.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class NoProbe : INodeProbe
    {
        public ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, ProbePlan plan, CancellationToken cancellation) => new((string?)null);
    }
}
