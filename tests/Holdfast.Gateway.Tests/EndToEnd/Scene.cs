using System.Net;
using Holdfast.Core.Evidence;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>A gateway in this process between real sockets: what most end-to-end tests begin with.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly List<IDisposable> _clients = [];

    private Scene(PlanText plan, TemporaryFolder folder, CertificateAuthority authority, KestrelOrigin? origin)
    {
        Plan = plan;
        Folder = folder;
        Authority = authority;
        _origin = origin;
    }

    private readonly KestrelOrigin? _origin;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public PlanText Plan { get; }

    public TemporaryFolder Folder { get; }

    public CertificateAuthority Authority { get; }

    public KestrelOrigin Origin => _origin ?? throw new InvalidOperationException("The test brought its own node.");

    public GatewayUnderTest Gateway { get; private set; } = null!;

    public Uri Url => new($"http://127.0.0.1:{Plan.Port}");

    public Uri TlsUrl => new($"https://localhost:{Plan.TlsPort}");

    /// <summary>A gateway before an ASP.NET origin, spoken to as HTTP/1.1 in cleartext unless the plan says otherwise.</summary>
    public static async Task<Scene> WithOriginAsync(Func<KestrelOrigin, PlanText, PlanText>? change = null)
    {
        var folder = new TemporaryFolder();
        var authority = CertificateAuthority.Create(folder);
        var origin = await KestrelOrigin.StartAsync(new KestrelOriginOptions
        {
            Certificate = authority.IssueServer("origin").Certificate,
        });
        var plan = Base(authority) with { Nodes = [origin.Http1Url] };
        return await StartAsync(new Scene(change?.Invoke(origin, plan) ?? plan, folder, authority, origin));
    }

    /// <summary>A gateway before nodes that the test has in hand itself.</summary>
    public static Task<Scene> BeforeAsync(Uri node, Func<PlanText, PlanText>? change = null, GatewayOptions? options = null)
    {
        var folder = new TemporaryFolder();
        var authority = CertificateAuthority.Create(folder);
        var plan = Base(authority) with { Nodes = [node] };
        return StartAsync(new Scene(change?.Invoke(plan) ?? plan, folder, authority, null), options);
    }

    /// <summary>A client that speaks this version and nothing else.</summary>
    public HttpClient Client(string version = "1.1", bool tls = false)
    {
        var client = new HttpClient(Handler())
        {
            BaseAddress = tls ? TlsUrl : Url,
            DefaultRequestVersion = Version.Parse(version),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromSeconds(60),
        };
        _clients.Add(client);
        return client;
    }

    public SocketsHttpHandler Handler() => new()
    {
        SslOptions = Trust.Only(Authority.Root, "localhost"),
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
    };

    /// <summary>What became of the calls of an interface, once all have ended: their answers may be out a moment before.</summary>
    public async Task<CallCounts> CountsAsync(string name)
    {
        var target = Gateway.Server.Runtime.State.Interface(name);
        await Eventually.HoldsAsync(() => target.InFlight == 0, "no call is in flight");
        return target.Meter.Read();
    }

    public Task<RawClient> ConnectAsync(bool tls = false) =>
        RawClient.ConnectAsync(tls ? TlsUrl : Url, Cancellation, Authority.Root);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Gateway.DisposeAsync();
        if (_origin is not null)
            await _origin.DisposeAsync();
        Authority.Dispose();
        Folder.Dispose();
    }

    private static PlanText Base(CertificateAuthority authority) => new()
    {
        TlsPort = Ports.Free(),
        Certificate = authority.IssueServer("site"),
    };

    private static async Task<Scene> StartAsync(Scene scene, GatewayOptions? options = null)
    {
        scene.Gateway = await GatewayUnderTest.StartAsync(scene.Folder, scene.Plan, options);
        return scene;
    }
}
