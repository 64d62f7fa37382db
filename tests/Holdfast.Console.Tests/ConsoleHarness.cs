using System.Net;
using System.Net.Http.Headers;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Control.History;
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
using Holdfast.Core.Staging;
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
    public const string PlanPath = "/plan.yaml";

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
        degradation:
          big-sale:
            level-1: [ { interface: search, answer: off } ]
            level-2: [ { interface: pay, limit: 1/s }, { service: shop, drain: { node: "http://127.0.0.1:1001" } } ]
            enter: [ { when: "errors(orders) > 0.5", for: 1m } ]
        """;

    private readonly TelemetryExport _export = TelemetryExport.Start(new TelemetryOptions
    {
        Meters = [DecisionMeter.Name], Sources = [], Configuration = new ConfigurationBuilder().Build(),
    });

    private readonly SocketsHttpHandler _handler = new() { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteControlStore _store;
    private readonly string _token = AccessToken.Make();
    private AdminServer? _server;

    private ConsoleHarness(bool isObserving)
    {
        Runtime = new HoldfastRuntime(Slices.All, new NoProbe(), Time, new SplitMixRandom(1))
        {
            Observed = isObserving ? new ObservedPaths(new Uri("http://127.0.0.1:1001"), Time) : null,
        };
        History = new HistoryBook(Runtime);
        Proposals = new ProposalDesk(Time);
        _store = new SqliteControlStore(_folder.File("control.db"), Time);
        Access = new AccessDesk(_token, _store, Runtime.Signals, Time);
        Client = new HttpClient(_handler) { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", _token) } };
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public HoldfastRuntime Runtime { get; }

    public HistoryBook History { get; }

    public AccessDesk Access { get; }

    public bool IsReady { get; set; } = true;

    public SwitchKeeper? Keeper => null;

    public HttpClient Client { get; }

    public Uri Url => new(_server!.Addresses[0]);

    /// <summary>Where plans change hands; only where a test asks for it.</summary>
    public PlanDesk? Plans { get; private set; }

    /// <inheritdoc cref="Plans"/>
    public StageDesk? Stages { get; private set; }

    public ProposalDesk Proposals { get; }

    /// <param name="isObserving">So that every page is there.</param>
    public static async Task<ConsoleHarness> StartAsync(string plan = Plan, bool withStore = false, bool isObserving = true)
    {
        var harness = new ConsoleHarness(isObserving);
        try
        {
            harness.Publish(plan);
            if (withStore) await harness.KeepRevisionsAsync(plan);
            harness._server = await AdminServer.StartAsync(
                new IPEndPoint(IPAddress.Loopback, 0), harness, harness._export, NullLoggerFactory.Instance, new ConsolePages()).Within("the admin listener");
            return harness;
        }
        catch
        {
            await harness.DisposeAsync();
            throw;
        }
    }

    /// <summary>A browser that somebody has signed in with.</summary>
    public async Task<SignedIn> SignInAsync(string name, Role role = Role.Operator)
    {
        using var answer = await AskAsync(Access.Link(new Identity(name, role, [])).Path);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        return new SignedIn(Url, cookie);
    }

    public void Publish(string plan)
    {
        var read = PlanReader.Read("plan.yaml", new MemoryPlanFiles().Add("plan.yaml", plan), static _ => null);
        Runtime.Publish(Runtime.Prepare(read.Plan ?? throw new InvalidOperationException(string.Join('\n', read.Errors)), "0123456789ab"));
    }

    /// <summary>Calls that end as the test says.</summary>
    public async Task CallAsync(string path, Outcome outcome, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            var call = new TestCall(Time, path, outcome) { Plan = Runtime.Plan! };
            Runtime.Observed?.Enter(call);
            var ended = await CallPipeline.RunAsync(call);
            Runtime.Observed?.Leave(call, ended, bodyBytes: 0);
            Runtime.Recent.Add(call, ended);
        }
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
        if (Stages is not null) await Stages.DisposeAsync();
        Plans?.Dispose();
        await _store.DisposeAsync();
        await Runtime.DisposeAsync();
        _folder.Dispose();
    }

    private async Task KeepRevisionsAsync(string plan)
    {
        var text = Control.Store.PlanText.Of(PlanPath, System.Text.Encoding.UTF8.GetBytes(plan));
        var read = text.Read(static _ => null);
        var live = new LivePlan(read.Plan!, read.Digest, text, 1, IsRecorded: false);
        var target = new RuntimeTarget(Runtime);
        Plans = new PlanDesk(live, _store, target, new NoReport(), new LastKnownGoodFile(_folder.File("last")), Runtime.Signals, Time, static _ => null);
        Stages = new StageDesk(Plans, target, Access.Audit, Runtime.Signals, Time) { Bakes = new BakeDesk(Plans, Runtime, Access.Audit) };
        (await Plans.CatchUpAsync(CancellationToken.None)).ShouldBeTrue();
    }

    private sealed class RuntimeTarget(HoldfastRuntime runtime) : IPlanTarget
    {
        public async Task<string?> ApplyAsync(HoldfastPlan plan, string digest, int number, Func<CancellationToken, Task> record, CancellationToken cancellation)
        {
            await record(cancellation);
            runtime.Publish(runtime.Prepare(plan, digest, number));
            return null;
        }

        public async Task<StagedPlan> StageAsync(
            HoldfastPlan plan, string digest, int number, StageScope scope, double share, double alpha, Func<CancellationToken, Task> record, CancellationToken cancellation)
        {
            var staged = runtime.PrepareStage(plan, digest, number, scope, share, alpha, new SplitMixRandom(1));
            await record(cancellation);
            runtime.Stage(staged);
            return staged;
        }

        public void EndStage(StagedPlan staged) => runtime.EndStage(staged);
    }

    private sealed class NoReport : IPlanReport
    {
        public void Began()
        {
        }

        public void Live(HoldfastPlan before, HoldfastPlan now)
        {
        }

        public void Refused(PlanRefusal refusal)
        {
        }

        public void Unchanged(bool isAsked)
        {
        }
    }

    private sealed class NoProbe : INodeProbe
    {
        public ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, ProbePlan plan, CancellationToken cancellation) => new((string?)null);
    }
}
