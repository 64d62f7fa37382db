using System.Net;
using Holdfast.Control.Access;
using Holdfast.Control.Access.Oidc;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;
using Holdfast.Control.Switches;
using Holdfast.Control.Telemetry;
using Holdfast.Core;
using Holdfast.Core.Discovery;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Core.Telemetry;
using Holdfast.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Control.Tests.Admin;

/// <summary>An admin listener on a real socket, over a runtime whose clock stands still.</summary>
internal sealed class AdminHarness : IAsyncDisposable, IAdminSubject
{
    public const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } } }
        interfaces:
          i: { match: { path: /i }, service: s, retry: { attempts: 1 } }
          j: { match: { path: /j }, service: s }
        """;

    private readonly TelemetryExport _export = TelemetryExport.Start(new TelemetryOptions
    {
        Meters = [DecisionMeter.Name], Sources = [], Configuration = new ConfigurationBuilder().Build(),
    });

    private readonly SocketsHttpHandler _handler = new() { UseProxy = false, UseCookies = false };
    private readonly string _token = AccessToken.Make();
    private readonly TemporaryFolder _folder = new();
    private AdminServer? _server;

    private AdminHarness(Uri? observed)
    {
        Runtime = new HoldfastRuntime(Slices.All, new NoProbe(), Time, new SplitMixRandom(1)) { Observed = observed is null ? null : new ObservedPaths(observed, Time) };
        Store = new SqliteControlStore(StoreFile, Time);
        Access = new AccessDesk(_token, Store, Runtime.Signals, Time);
        Shown = $"Bearer {_token}";
        Client = new HttpMessageInvoker(_handler);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public HoldfastRuntime Runtime { get; }

    /// <summary>Made when something is first kept.</summary>
    public SqliteControlStore Store { get; }

    public string StoreFile => _folder.File("control.db");

    public AccessDesk Access { get; }

    /// <summary>What requests carry as their <c>Authorization</c>; null: nothing.</summary>
    public string? Shown { get; set; }

    public bool IsReady { get; set; } = true;

    public bool HasOpenMetrics { get; init; }

    public AccessSettings Settings { get; init; } = AccessSettings.None;

    public SwitchKeeper? Keeper { get; set; }

    public PlanDesk? Plans { get; set; }

    public StageDesk? Stages { get; set; }

    public ProposalDesk? Proposals { get; set; }

    public HttpMessageInvoker Client { get; }

    public IReadOnlyList<RouteEndpoint> Routes => _server!.Routes;

    public Uri Url => new(_server!.Addresses[0]);

    public static async Task<AdminHarness> StartAsync(bool withPlan = true, bool openMetrics = false, AccessSettings? settings = null, IPAddress? address = null, Uri? observed = null)
    {
        var harness = new AdminHarness(observed) { HasOpenMetrics = openMetrics, Settings = settings ?? AccessSettings.None };
        if (withPlan) harness.Publish();
        harness._server = await AdminServer.StartAsync(new IPEndPoint(address ?? IPAddress.Loopback, 0), harness, harness._export, NullLoggerFactory.Instance)
            .Within("the admin listener");
        return harness;
    }

    public void Publish(string plan = Plan)
    {
        var read = PlanReader.Read("plan.yaml", new MemoryPlanFiles().Add("plan.yaml", plan), static _ => null);
        Runtime.Publish(Runtime.Prepare(read.Plan!, "0123456789ab"));
    }

    /// <summary>A token that is kept in the store.</summary>
    public async Task<string> TokenAsync(Role role, string name = "somebody", params string[] interfaces) =>
        (await Access.Tokens.MakeAsync(new TokenWish(name, role, interfaces, TimeSpan.FromHours(1)), new Order("ann", "a test"), CancellationToken.None)).Token;

    public async Task CallAsync(string path, Outcome outcome)
    {
        var call = new TestCall(Time, path, outcome) { Plan = Runtime.Plan! };
        Runtime.Observed?.Enter(call);
        var ended = await CallPipeline.RunAsync(call);
        Runtime.Observed?.Leave(call, ended, bodyBytes: 0);
        Runtime.Recent.Add(call, ended);
    }

    public async Task<(HttpResponseMessage Answer, string Text)> AskAsync(string path, string method = "GET", string? host = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Url, path));
        request.Headers.Host = host;
        Show(request);
        var answer = await Client.SendAsync(request, CancellationToken.None).Within($"{method} {path}");
        return (answer, await answer.Content.ReadAsStringAsync().Within($"the body of {path}"));
    }

    public async Task<(HttpResponseMessage Answer, string Text)> PostAsync(string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Url, path)) { Content = body };
        Show(request);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        var answer = await Client.SendAsync(request, CancellationToken.None).Within($"POST {path}");
        return (answer, await answer.Content.ReadAsStringAsync().Within($"the body of {path}"));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        _export.Dispose();
        await Access.DisposeAsync();
        await Store.DisposeAsync();
        await Runtime.DisposeAsync();
        _folder.Dispose();
    }

    private void Show(HttpRequestMessage request)
    {
        if (Shown is not null) request.Headers.TryAddWithoutValidation("Authorization", Shown).ShouldBeTrue();
    }

    private sealed class NoProbe : INodeProbe
    {
        public ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, ProbePlan plan, CancellationToken cancellation) => new((string?)null);
    }
}
