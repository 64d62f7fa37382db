using System.Net;
using Holdfast.Gateway.Forwarding;
using Holdfast.Gateway.Resolving;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Resolving;

/// <summary>Nodes by name, over real sockets: 127.0.0.1 and 127.0.0.2 stand behind one name.</summary>
public sealed class ResolvingTests : IAsyncLifetime
{
    private const int Calls = 20;

    private static readonly IPAddress One = IPAddress.Loopback;
    private static readonly IPAddress Two = new([127, 0, 0, 2]);

    private readonly TemporaryFolder _folder = new();
    private readonly FixedNames _names = new(One, Two);
    private readonly RecordingOrigin _one = RecordingOrigin.Start();
    private readonly RecordingOrigin _two;

    public ResolvingTests() => _two = RecordingOrigin.Start(at: new IPEndPoint(Two, _one.EndPoint.Port));

    private static CancellationToken Cancellation => Scene.Cancellation;

    private Uri Node => new($"http://shop.test:{_one.EndPoint.Port}");

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Forward_NameOfTwoAddresses_ReachesBothUnderTheName()
    {
        var plan = new PlanText { Nodes = [Node], Interface = "host: node" };
        await using var gateway = await StartAsync(plan);
        using var client = Client(plan);

        await AskAsync(client);

        foreach (var origin in new[] { _one, _two })
        {
            origin.Heads.ShouldNotBeEmpty();
            origin.Heads.ShouldAllBe(head => head.One("Host") == Node.Authority);
        }
    }

    [Fact]
    public async Task Forward_KeptHost_IsTheClients()
    {
        var plan = new PlanText { Nodes = [Node] };
        await using var gateway = await StartAsync(plan);
        using var client = Client(plan);

        await AskAsync(client);

        _one.Heads.Concat(_two.Heads).ShouldAllBe(head => head.One("Host") == $"127.0.0.1:{plan.Port}");
    }

    [Fact]
    public async Task Addresses_OneGoes_EndsItsCallAndNewOnesGoElsewhere()
    {
        var plan = new PlanText { Nodes = [Node], Service = "resolve: { every: 1s }", Interface = "retry: { late: none }" };
        await using var gateway = await StartAsync(plan);
        using var client = Client(plan);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var inFlight = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _two.Script = async (exchange, stop) =>
        {
            await exchange.ReadBodyAsync(stop);
            if (inFlight.TrySetResult()) await held.Task;
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", stop);
        };
        var calls = Enumerable.Range(0, Calls).Select(_ => client.GetStringAsync("/", Cancellation)).ToArray();
        await inFlight.Task.Within("a call on the address that goes");

        _names.Addresses = [One];
        await Eventually.HoldsAsync(() => gateway.Server.Runtime.Plan!.Services["origin"].Live.Nodes.Count == 1, "the address to go");
        var before = _two.Heads.Count;
        await AskAsync(client);
        held.SetResult();

        (await Task.WhenAll(calls).Within("the calls in flight")).ShouldAllBe(text => text == "ok");
        _two.Heads.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Addresses_OneComes_GetsCalls()
    {
        _names.Addresses = [One];
        var plan = new PlanText { Nodes = [Node], Service = "resolve: { every: 1s }" };
        await using var gateway = await StartAsync(plan);
        using var client = Client(plan);
        await AskAsync(client);
        _two.Heads.ShouldBeEmpty();
        var opened = _one.Connections.Count;

        _names.Addresses = [Two, One];

        await Eventually.HoldsAsync(
            async () =>
            {
                await AskAsync(client);
                return _two.Heads.Count > 0;
            },
            "calls on the new address");
        _one.Connections.Count.ShouldBe(opened);
    }

    [Fact]
    public async Task Forward_OverTls_AsksForTheNameAndVerifiesIt()
    {
        using var authority = CertificateAuthority.Create(_folder, "nodes");
        await using var origin = await KestrelOrigin.StartAsync(new KestrelOriginOptions { Certificate = authority.IssueServer("node", "shop.test").Certificate });
        _names.Addresses = [One];
        var plan = new PlanText { Nodes = [new Uri($"https://shop.test:{origin.TlsUrl.Port}")], Service = $"tls: {{ authority: \"{authority.AuthorityPath}\" }}" };
        await using var gateway = await StartAsync(plan);
        using var client = Client(plan);

        var echoed = await client.EchoAsync();

        echoed.ServerName.ShouldBe("shop.test");
        echoed.Header("Host").ShouldBe($"shop.test:{origin.TlsUrl.Port}");
    }

    [Fact]
    public async Task Probe_OfANameOfTwoAddresses_AsksEach()
    {
        var plan = new PlanText { Nodes = [Node], Service = "health: { probe: { path: /healthz, every: 1s, timeout: 500ms } }" };
        await using var gateway = await StartAsync(plan);

        await Eventually.HoldsAsync(() => _one.Heads.Count > 0 && _two.Heads.Count > 0, "a probe of each address");

        _one.Heads.Concat(_two.Heads).ShouldAllBe(head => head.One("Host") == Node.Authority);
    }

    /// <summary>A name that nobody looks up but the connection is judged there.</summary>
    [Fact]
    public async Task Connect_NameThatLeadsToWhereOrdersAreTaken_IsRefused()
    {
        var plan = new PlanText { Nodes = [new Uri($"http://localhost:{_one.EndPoint.Port}")] };
        await using var gateway = await GatewayUnderTest.StartAsync(_folder, plan, new GatewayOptions { Seed = 1, Own = [_one.EndPoint] });
        using var client = Client(plan);

        using var answer = await client.GetAsync("/", Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        _one.Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_WithANodeWhereOrdersAreTaken_IsRefusedAndThePlanBeforeServes()
    {
        var plan = new PlanText { Nodes = [_one.Url] };
        await using var gateway = await GatewayUnderTest.StartAsync(_folder, plan, new GatewayOptions { Seed = 1, Own = [_two.EndPoint] });

        await Should.ThrowAsync<OwnNodeException>(() => gateway.ApplyAsync(_folder, plan with { Nodes = [_two.Url] }));

        using var client = Client(plan);
        using var answer = await client.GetAsync("/", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        _one.Heads.ShouldHaveSingleItem();
        _two.Connections.ShouldBeEmpty();
    }

    /// <summary>Where a node would send its caller is the caller's affair: nobody here goes there.</summary>
    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/elsewhere")]
    public async Task Redirect_OfANode_IsPassedOnAndNotFollowed(string location)
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Status(302, "", $"Location: {location}\r\n"));
        var plan = new PlanText { Nodes = [node.Url] };
        await using var gateway = await StartAsync(plan);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler);

        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{plan.Port}/"), Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.GetValues("Location").ShouldBe([location]);
        node.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task System_Asked_KnowsThisMachineAndNotWhatIsNone()
    {
        var resolver = new DnsResolver([]);

        var known = await resolver.ResolveAsync("localhost", Cancellation).AsTask().Within("the system's answer");
        known.Addresses.ShouldNotBeEmpty();
        known.Addresses.ShouldAllBe(address => IPAddress.IsLoopback(address));

        var unknown = await resolver.ResolveAsync("no-such-name.invalid", Cancellation).AsTask().Within("the system's answer", TimeSpan.FromSeconds(40));
        unknown.Addresses.ShouldBeEmpty();
        unknown.Fault.ShouldNotBeNullOrEmpty();
    }

    private Task<GatewayUnderTest> StartAsync(PlanText plan) =>
        GatewayUnderTest.StartAsync(_folder, plan, new GatewayOptions { Seed = 1, Resolver = _names });

    private static HttpClient Client(PlanText plan) => new() { BaseAddress = new Uri($"http://127.0.0.1:{plan.Port}") };

    private static async Task AskAsync(HttpClient client)
    {
        for (var i = 0; i < Calls; i++)
            (await client.GetStringAsync("/", Cancellation)).ShouldBe("ok");
    }
}
