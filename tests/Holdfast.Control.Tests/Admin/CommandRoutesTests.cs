using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Holdfast.Control.Admin;

namespace Holdfast.Control.Tests.Admin;

public sealed class CommandRoutesTests
{
    private const string Drain = "/api/principles/failover/commands/drain";
    private const string Body = """{ "by": "ann", "why": "deploy 42", "arguments": { "service": "s", "node": "127.0.0.1:1002" } }""";

    private static readonly (string, string) Meant = (CommandGuard.Header, "1");

    [Fact]
    public async Task Command_Posted_IsCarriedOutAndPutOnRecord()
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await admin.PostAsync(Drain, Json(Body), Meant);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        JsonSerializer.Deserialize(text, AdminJson.Default.CommandAnswer)
            .ShouldBe(new CommandAnswer(true, "http://127.0.0.1:1002 gets no new calls", "unknown", "drained"));
        var (_, signals) = await admin.AskAsync("/api/signals?limit=1");
        signals.ShouldContain("node-drained");
        signals.ShouldContain("was unknown, is drained; by ann: deploy 42");
        (await admin.AskAsync("/metrics")).Text.ShouldContain("state=\"drained\"");
        (await admin.AskAsync("/api/status")).Text.ShouldContain("drained by ann: deploy 42");
    }

    [Fact]
    public async Task Command_ThatChangesNothing_SaysSo()
    {
        await using var admin = await AdminHarness.StartAsync();
        await admin.PostAsync(Drain, Json(Body), Meant);

        var (answer, text) = await admin.PostAsync(Drain, Json(Body), Meant);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        JsonSerializer.Deserialize(text, AdminJson.Default.CommandAnswer)!.Changed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("/api/principles/failover/commands/explode", Body, HttpStatusCode.NotFound, "HF5001")]
    [InlineData("/api/principles/nothing/commands/drain", Body, HttpStatusCode.NotFound, "HF5001")]
    [InlineData(Drain, """{ "by": "ann", "arguments": { "service": "s" } }""", HttpStatusCode.BadRequest, "HF5002")]
    [InlineData(Drain, """{ "by": "ann", "arguments": { "service": "s", "node": ["a"] } }""", HttpStatusCode.NotFound, "HF5101")]
    [InlineData(Drain, """{ "by": "ann", "arguments": { "service": "s", "node": "x", "force": 1 } }""", HttpStatusCode.BadRequest, "HF5002")]
    [InlineData(Drain, """{ "by": "ann", "arguments": { "service": "s", "node": "127.0.0.1:1003" } }""", HttpStatusCode.NotFound, "HF5101")]
    [InlineData(Drain, "null", HttpStatusCode.BadRequest, "HF5002")]
    [InlineData(Drain, "", HttpStatusCode.BadRequest, "HF5002")]
    [InlineData(Drain, "[1]", HttpStatusCode.BadRequest, "HF5002")]
    [InlineData(Drain, "{ \"by\": ", HttpStatusCode.BadRequest, "HF5002")]
    public async Task Command_Bad_IsAProblemWithItsId(string path, string body, HttpStatusCode status, string id)
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await admin.PostAsync(path, Json(body), Meant);

        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonSerializer.Deserialize(text, AdminJson.Default.AdminProblem)!.Error.ShouldBe(id);
        NothingIsDrained(admin);
    }

    [Fact]
    public async Task Command_OnTheLastNode_IsAConflict()
    {
        await using var admin = await AdminHarness.StartAsync();
        await admin.PostAsync(Drain, Json(Body), Meant);

        var (answer, text) = await admin.PostAsync(Drain, Json(Body.Replace("1002", "1001", StringComparison.Ordinal)), Meant);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, text);
        text.ShouldContain("HF5102");
    }

    /// <summary>What a page of another site can make a browser send; and what it cannot leave out.</summary>
    [Theory]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://127.0.0.1", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("Sec-Fetch-Site", "none", 200)]
    public async Task Command_FromAPageOfAnotherSite_IsRefused(string header, string value, int status)
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await admin.PostAsync(Drain, Json(Body), Meant, (header, value));

        ((int)answer.StatusCode).ShouldBe(status, text);
        if (status != 200) NothingIsDrained(admin);
    }

    [Fact]
    public async Task Command_FromAPageOfThisListener_IsTaken()
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await admin.PostAsync(Drain, Json(Body), Meant, ("Origin", admin.Url.GetLeftPart(UriPartial.Authority)));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
    }

    [Fact]
    public async Task Command_WithoutTheHeader_IsRefused()
    {
        await using var admin = await AdminHarness.StartAsync();

        (await admin.PostAsync(Drain, Json(Body))).Answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        NothingIsDrained(admin);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData(null)]
    public async Task Command_OfAnotherContentType_IsRefused(string? type)
    {
        await using var admin = await AdminHarness.StartAsync();
        var body = Json(Body);
        body.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        (await admin.PostAsync(Drain, body, Meant)).Answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);

        NothingIsDrained(admin);
    }

    [Fact]
    public async Task Command_UnderAnotherName_IsRefused()
    {
        await using var admin = await AdminHarness.StartAsync();

        (await admin.PostAsync(Drain, Json(Body), Meant, ("Host", "evil.example"))).Answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);

        NothingIsDrained(admin);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Command_TooLong_IsRefused(bool announced)
    {
        await using var admin = await AdminHarness.StartAsync();
        var body = Json(Body.Replace("deploy 42", new string('x', CommandRoutes.BodyBytesMax), StringComparison.Ordinal));
        if (!announced) body = new StreamContent(new Unannounced(await body.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))) { Headers = { ContentType = body.Headers.ContentType } };

        var (answer, text) = await admin.PostAsync(Drain, body, Meant);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge, text);
        NothingIsDrained(admin);
    }

    [Fact]
    public async Task Commands_Asked_AreListedWithTheirParameters()
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await admin.AskAsync("/api/principles/failover/commands");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        var commands = JsonSerializer.Deserialize(text, AdminJson.Default.IReadOnlyListCommandEntry)!;
        commands.Select(static one => one.Name).ShouldBe(["drain", "undrain"]);
        commands[0].Parameters.Select(static one => (one.Name, one.Required)).ShouldBe([("service", true), ("node", false), ("zone", false), ("version", false), ("force", false), ("for", false)]);
        (await admin.AskAsync("/api/principles/balancing/commands")).Text.ShouldBe("[]");
        (await admin.AskAsync("/api/principles/nothing/commands")).Answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await admin.AskAsync(Drain)).Answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static void NothingIsDrained(AdminHarness admin) =>
        admin.Runtime.Plan!.Versions.SelectMany(static version => version.Nodes).ShouldAllBe(static node => node.State.IsUsable);

    private static HttpContent Json(string text) => new StringContent(text, Encoding.UTF8, "application/json");

    /// <summary>A body whose length nobody can ask for: it goes out in chunks.</summary>
    private sealed class Unannounced(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
