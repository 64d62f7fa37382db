using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Holdfast.Control.Access;
using Holdfast.Control.Access.Oidc;
using Holdfast.Control.Admin;
using Holdfast.Core.Pipeline;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Admin;

public sealed class AdminServerTests
{
    [Fact]
    public async Task Health_ReadyAndDraining_IsSaid()
    {
        await using var admin = await AdminHarness.StartAsync(withPlan: false);
        (await admin.AskAsync("/healthz/live")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.AskAsync("/healthz/startup")).Answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        admin.Publish();
        (await admin.AskAsync("/healthz/startup")).Text.ShouldBe("started\n");
        (await admin.AskAsync("/healthz/ready")).Text.ShouldBe("ready\n");

        admin.IsReady = false;
        (await admin.AskAsync("/healthz/ready")).Answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await admin.AskAsync("/healthz/live")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Status_KnownCalls_IsTheReport()
    {
        await using var admin = await AdminHarness.StartAsync();
        for (var i = 0; i < 4; i++) await admin.CallAsync("/j", Outcome.Answered(i == 0 ? 503 : 200));
        admin.Time.SetUtcNow(admin.Time.GetUtcNow() + TimeSpan.FromSeconds(2));

        var (answer, text) = await admin.AskAsync("/api/status");

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var report = JsonSerializer.Deserialize(text, AdminJson.Default.StatusReport)!;
        report.IsReady.ShouldBeTrue();
        report.UptimeSeconds.ShouldBe(2);
        report.Plan!.Name.ShouldBe("1-01234567");
        report.Interfaces.Select(static i => i.Name).ShouldBe(["j", "i"]);
        report.Interfaces[0].CallsPerSecond.ShouldBe(2);
        report.Interfaces[0].FailureRatio.ShouldBe(0.25);
        report.Interfaces[1].FailureRatio.ShouldBeNull();
        report.Services[0].Versions[0].Nodes[0].Address.ShouldBe("http://127.0.0.1:1001");
        report.Signals[0].Name.ShouldBe("revision-live");
        using var json = JsonDocument.Parse(text);
        json.RootElement.GetProperty("interfaces")[0].GetProperty("callsPerSecond").GetDouble().ShouldBe(2);
    }

    [Fact]
    public async Task Principles_EveryOneThatIsListed_HasASnapshot()
    {
        await using var admin = await AdminHarness.StartAsync();
        using var list = JsonDocument.Parse((await admin.AskAsync("/api/principles")).Text);
        var ids = list.RootElement.EnumerateArray().Select(static e => e.GetProperty("id").GetString()!).ToArray();
        ids.ShouldBe(admin.Runtime.Slices.Select(static slice => slice.Id));

        foreach (var id in ids)
        {
            var (answer, text) = await admin.AskAsync($"/api/principles/{id}");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
            using var snapshot = JsonDocument.Parse(text);
            foreach (var table in snapshot.RootElement.GetProperty("tables").EnumerateArray())
                foreach (var row in table.GetProperty("rows").EnumerateArray())
                    row.GetArrayLength().ShouldBe(table.GetProperty("columns").GetArrayLength(), id);
        }
    }

    [Fact]
    public async Task Signals_Limit_NewestComeFirst()
    {
        await using var admin = await AdminHarness.StartAsync();
        admin.Runtime.Signals.Publish("test", "first", "", "");
        admin.Runtime.Signals.Publish("test", "second", "", "");

        using var two = JsonDocument.Parse((await admin.AskAsync("/api/signals?limit=2")).Text);

        two.RootElement.EnumerateArray().Select(static s => s.GetProperty("name").GetString()).ShouldBe(["second", "first"]);
        (await admin.AskAsync("/api/signals?limit=0")).Answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await admin.AskAsync("/api/signals?limit=many")).Answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Metrics_Scraped_HoldTheCallsAndTheRuntime()
    {
        await using var admin = await AdminHarness.StartAsync();
        await admin.CallAsync("/i", Outcome.Answered(200));

        var (answer, text) = await admin.AskAsync("/metrics");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain("holdfast_calls_total{");
        text.ShouldContain("interface=\"i\"");
        text.ShouldContain("dotnet_");
    }

    [Fact]
    public async Task Metrics_OfTheHttpClient_AreKeptButForThoseThatCost()
    {
        await using var admin = await AdminHarness.StartAsync();
        await admin.AskAsync("/healthz/live");

        var (_, text) = await admin.AskAsync("/metrics");

        text.ShouldContain("http_client_request_duration_seconds_count{");
        text.ShouldNotContain("http_client_open_connections");
        text.ShouldNotContain("http_client_active_requests");
    }

    [Theory]
    [InlineData("POST", "/api/status")]
    [InlineData("DELETE", "/healthz/live")]
    [InlineData("PUT", "/metrics")]
    [InlineData("OPTIONS", "/nowhere")]
    public async Task Method_ThatCouldChange_IsRefused(string method, string path)
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await admin.AskAsync(path, method);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["GET", "HEAD"], ignoreOrder: true);
        text.ShouldContain("\"status\":405");
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/api/status")]
    [InlineData("/metrics")]
    public async Task Head_AnyRoute_AnswersWithoutABody(string path)
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await admin.AskAsync(path, "HEAD");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("evil.example", false)]
    [InlineData("evil.example:8081", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("192.0.2.7", false)]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:8081", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.1.2.3:1", true)]
    [InlineData("[::1]:8081", true)]
    public async Task Host_ThatIsNotThisListener_IsRefused(string host, bool isTaken)
    {
        await using var admin = await AdminHarness.StartAsync();

        foreach (var path in new[] { "/api/status", "/metrics", "/healthz/live" })
        {
            var (answer, text) = await admin.AskAsync(path, host: host);
            answer.StatusCode.ShouldBe(isTaken ? HttpStatusCode.OK : HttpStatusCode.MisdirectedRequest, path);
            if (!isTaken) text.ShouldNotContain("evil");
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/nothing")]
    [InlineData("/api/principles/nothing")]
    public async Task Path_Unknown_IsAProblem(string path)
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await admin.AskAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        text.ShouldContain("\"status\":404");
    }

    [Fact]
    public async Task Answer_Any_HasTheHeadersThatKeepItToItself()
    {
        await using var admin = await AdminHarness.StartAsync();

        foreach (var path in new[] { "/api/status", "/metrics", "/nowhere", "/healthz/live" })
        {
            var (answer, _) = await admin.AskAsync(path);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], path);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
            answer.Headers.Contains("Server").ShouldBeFalse(path);
            answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"], path);
            answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"], path);
            answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"], path);
            answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"], path);
        }
    }

    [Fact]
    public async Task Start_AddressOthersReach_IsRefused()
    {
        await using var admin = await AdminHarness.StartAsync();
        using var export = Control.Telemetry.TelemetryExport.Start(new Control.Telemetry.TelemetryOptions
        {
            Meters = [], Sources = [], Configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(),
        });

        await Should.ThrowAsync<ArgumentException>(() => AdminServer.StartAsync(
            new IPEndPoint(IPAddress.Any, 0), admin, export, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance));
    }

    [Fact]
    public async Task Start_AddressOthersReachWithIdentity_AsksThemWhoTheyAreByItsNameOverTls()
    {
        using var folder = new TemporaryFolder();
        using var authority = CertificateAuthority.Create(folder);
        var issued = authority.IssueServer("site", onlyFor: "holdfast.example.com");
        var settings = new AccessSettings(
            "holdfast.example.com", AdminCertificate.Load(issued.CertificatePath, issued.KeyPath, TimeProvider.System),
            new OidcSettings(new Uri("https://id.example.com"), "holdfast", "x", ["openid"], "groups", new Dictionary<string, Role> { ["root"] = Role.Admin }));
        await using var admin = await AdminHarness.StartAsync(settings: settings, address: IPAddress.Any);
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            // Whatever name is asked for: it is the certificate that was given.
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetRawCertData().SequenceEqual(issued.Certificate.RawData) },
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, admin.Url.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"https://holdfast.example.com:{admin.Url.Port}") };

        using var asked = await client.GetAsync("/api/status", TestContext.Current.CancellationToken);
        asked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        asked.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
        using var other = new HttpRequestMessage(HttpMethod.Get, "/healthz/live") { Headers = { Host = "evil.example" } };
        (await client.SendAsync(other, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
        using var link = await client.GetAsync($"/login?code={admin.Access.Sessions.MakeCode(new Identity("ann", Role.Viewer, []))}", TestContext.Current.CancellationToken);
        link.Headers.GetValues("Set-Cookie").Single().ShouldMatch("^__Host-holdfast=[A-Za-z0-9_-]{43}; path=/; secure; samesite=strict; httponly$");
    }
}
