using System.Net;
using System.Text;
using System.Text.Json;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Control.Store;
using Holdfast.Control.Tests.Admin;

namespace Holdfast.Control.Tests.Access;

/// <summary><c>/api/tokens</c>: made, used, scoped, ended.</summary>
public sealed class TokenRoutesTests
{
    private const string Drain = "/api/principles/failover/commands/drain";
    private const string DrainBody = """{ "by": "mallory", "why": "deploy", "arguments": { "service": "s", "node": "127.0.0.1:1002" } }""";

    [Fact]
    public async Task Token_Made_LetsItsHolderInUnderItsNameUntilItIsRevoked()
    {
        await using var admin = await AdminHarness.StartAsync();
        var made = await MakeAsync(admin, """{ "by": "ann", "why": "deploys", "name": "ci", "role": "operator" }""");
        made.Token.ShouldStartWith(AccessToken.Mark);
        made.Entry.Prefix.ShouldBe(made.Token[..10]);
        var local = admin.Shown;

        admin.Shown = $"Bearer {made.Token}";
        (await admin.AskAsync("/api/me")).Text.ShouldBe("""{"name":"ci","role":"operator","interfaces":[]}""");
        (await PostAsync(admin, Drain, DrainBody)).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.AskAsync("/api/signals?limit=1")).Text.ShouldContain("by ci: deploy");
        (await PostAsync(admin, "/api/tokens", """{ "why": "more", "name": "ci2", "role": "viewer" }""")).Answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        admin.Shown = local;
        var listed = JsonSerializer.Deserialize((await admin.AskAsync("/api/tokens")).Text, AdminJson.Default.IReadOnlyListTokenEntry)!.ShouldHaveSingleItem();
        (listed.Name, listed.Role, listed.By, listed.Why, listed.LastUsed).ShouldBe(("ci", Role.Operator, "ann", "deploys", admin.Time.GetUtcNow()));
        (await PostAsync(admin, $"/api/tokens/{listed.Id}/revoke", """{ "by": "ann", "why": "leaked" }""")).Text.ShouldBe("[]");

        admin.Shown = $"Bearer {made.Token}";
        (await admin.AskAsync("/api/me")).Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_TimeIsOver_LetsNobodyIn()
    {
        await using var admin = await AdminHarness.StartAsync();
        var made = await MakeAsync(admin, """{ "by": "ann", "why": "a look", "name": "guest", "role": "viewer", "for": "1h" }""");
        admin.Shown = $"Bearer {made.Token}";
        (await admin.AskAsync("/api/status")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        admin.Time.SetUtcNow(admin.Time.GetUtcNow() + TimeSpan.FromHours(1));

        (await admin.AskAsync("/api/status")).Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        admin.Access.Tokens.Good().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{ "interface": "i" }""", HttpStatusCode.OK)]
    [InlineData("""{ "interface": "j" }""", HttpStatusCode.Forbidden)]
    [InlineData("""{ "interface": "I" }""", HttpStatusCode.Forbidden)]
    [InlineData("{ }", HttpStatusCode.Forbidden)]
    public async Task Token_ForOneInterface_ChangesNoOther(string arguments, HttpStatusCode status)
    {
        await using var admin = await AdminHarness.StartAsync();
        admin.Shown = $"Bearer {await admin.TokenAsync(Role.Operator, "of-i", "i")}";

        var (answer, text) = await PostAsync(admin, "/api/principles/degradation/commands/off", $$"""{ "why": "x", "arguments": {{arguments}} }""");

        answer.StatusCode.ShouldBe(status, text);
        if (status != HttpStatusCode.OK) text.ShouldContain("HF7003");
        (await PostAsync(admin, Drain, DrainBody)).Text.ShouldContain("HF7003");
        admin.Runtime.Plan!.Versions.SelectMany(static version => version.Nodes).ShouldAllBe(static node => node.State.IsUsable);
    }

    [Theory]
    [InlineData("""{ "by": "ann", "why": "x", "role": "viewer" }""", "HF7010")]
    [InlineData("""{ "by": "ann", "why": "x", "name": "n" }""", "HF7010")]
    [InlineData("""{ "by": "ann", "why": "x", "name": "n", "role": "root" }""", "HF7010")]
    [InlineData("""{ "by": "ann", "why": "x", "name": "n\u001b[2J", "role": "viewer" }""", "HF7010")]
    [InlineData("""{ "by": "ann", "why": "x", "name": "local", "role": "viewer" }""", "HF7010")]
    [InlineData("""{ "by": "ann", "why": "x", "name": "n", "role": "admin", "interfaces": ["i"] }""", "HF7010")]
    [InlineData("""{ "by": "ann", "why": "x", "name": "n", "role": "viewer", "for": "400d" }""", "HF7010")]
    [InlineData("""{ "by": "ann", "why": "x", "name": "n", "role": "viewer", "interfaces": ["a b"] }""", "HF7010")]
    [InlineData("""{ "by": "ann", "name": "n", "role": "viewer" }""", "HF6015")]
    [InlineData("""{ "why": "x", "name": "n", "role": "viewer" }""", "HF6015")]
    public async Task Token_ThatCannotBe_IsNotMade(string body, string error)
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await PostAsync(admin, "/api/tokens", body);

        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
        text.ShouldContain(error);
        admin.Access.Tokens.Good().ShouldBeEmpty();
    }

    [Fact]
    public async Task Token_OfANameThatIsTaken_IsNotMade()
    {
        await using var admin = await AdminHarness.StartAsync();
        await admin.TokenAsync(Role.Viewer, "ci");

        (await PostAsync(admin, "/api/tokens", """{ "by": "ann", "why": "x", "name": "ci", "role": "admin" }""")).Text.ShouldContain("HF7013");
        (await PostAsync(admin, "/api/tokens/77/revoke", """{ "by": "ann", "why": "x" }""")).Text.ShouldContain("HF7011");
    }

    [Fact]
    public async Task Tokens_AsManyAsThereMayBe_AreEnough()
    {
        await using var admin = await AdminHarness.StartAsync();
        for (var i = 0; i < ITokens.GoodMax; i++) await admin.TokenAsync(Role.Viewer, $"t{i}");

        (await Should.ThrowAsync<StoreException>(() => admin.TokenAsync(Role.Viewer, "more"))).Known.ShouldBe(AccessErrors.TooManyTokens);

        admin.Time.SetUtcNow(admin.Time.GetUtcNow() + TimeSpan.FromHours(2));
        await admin.TokenAsync(Role.Viewer, "more");
    }

    [Fact]
    public async Task Token_InTheStore_IsNowhereToBeRead()
    {
        await using var admin = await AdminHarness.StartAsync();
        var token = await admin.TokenAsync(Role.Admin);
        var before = token[..10];

        var folder = Path.GetDirectoryName(admin.StoreFile)!;
        foreach (var file in Directory.GetFiles(folder))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            text.ShouldNotContain(token[10..], customMessage: file);
            if (file.EndsWith(".db-wal", StringComparison.Ordinal)) text.ShouldContain(before, customMessage: "the search finds what is there");
        }
    }

    [Fact]
    public async Task Tokens_OfTheProcessBefore_AreGoodAndTheirUseIsKept()
    {
        await using var first = await AdminHarness.StartAsync();
        first.Shown = $"Bearer {await first.TokenAsync(Role.Viewer)}";
        (await first.AskAsync("/api/status")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await first.Access.Tokens.KeepUsesAsync(TestContext.Current.CancellationToken);

        using var second = new TokenBook(first.Store.Tokens, first.Time);
        second.Find(AccessToken.Hash(first.Shown["Bearer ".Length..])).ShouldBeNull();
        await second.ReadAsync(TestContext.Current.CancellationToken);

        second.Good().ShouldHaveSingleItem().LastUsed.ShouldBe(first.Time.GetUtcNow());
        second.Find(AccessToken.Hash(first.Shown["Bearer ".Length..])).ShouldNotBeNull();
    }

    private static async Task<MadeToken> MakeAsync(AdminHarness admin, string body)
    {
        var (answer, text) = await PostAsync(admin, "/api/tokens", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonSerializer.Deserialize(text, AdminJson.Default.MadeToken)!;
    }

    private static Task<(HttpResponseMessage Answer, string Text)> PostAsync(AdminHarness admin, string path, string body) =>
        admin.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), (CommandGuard.Header, "1"));
}
