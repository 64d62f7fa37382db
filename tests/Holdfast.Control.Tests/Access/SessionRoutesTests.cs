using System.Net;
using System.Text.Json;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Control.Store;
using Holdfast.Control.Tests.Admin;

namespace Holdfast.Control.Tests.Access;

/// <summary>Browsers: in by a link, out by themselves or in time, and moved by no page but ours.</summary>
public sealed class SessionRoutesTests
{
    private const string Off = "/api/principles/degradation/commands/off";
    private const string OffBody = """{ "why": "x", "arguments": { "interface": "i" } }""";

    [Fact]
    public async Task Link_Opened_LetsOneBrowserInOnce()
    {
        await using var admin = await AdminHarness.StartAsync();
        var link = await LinkAsync(admin, """{ "by": "ann" }""");
        var browser = new Browser(admin);

        var (answer, text) = await browser.GetAsync(link.Path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain("You are ann, an admin.");
        text.ShouldContain("url=/\"");
        answer.Headers.GetValues("Set-Cookie").Single().ShouldMatch($"^holdfast-{admin.Url.Port}=[A-Za-z0-9_-]{{43}}; path=/; samesite=strict; httponly$");
        (await browser.GetAsync("/api/me")).Text.ShouldBe("""{"name":"ann","role":"admin","interfaces":[]}""");
        var second = new Browser(admin);
        (await second.GetAsync(link.Path)).Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        second.Cookie.ShouldBeEmpty();
    }

    [Fact]
    public async Task Link_LookedAtOnly_IsStillGood()
    {
        await using var admin = await AdminHarness.StartAsync();
        var link = await LinkAsync(admin, """{ "by": "ann" }""");
        var browser = new Browser(admin);

        await browser.SendAsync(HttpMethod.Head, link.Path, null);

        (await browser.GetAsync(link.Path)).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Link_TooOld_IsNotGood()
    {
        await using var admin = await AdminHarness.StartAsync();
        var link = await LinkAsync(admin, """{ "by": "ann" }""");
        admin.Time.SetUtcNow(admin.Time.GetUtcNow() + SessionBook.CodeFor);

        (await new Browser(admin).GetAsync(link.Path)).Text.ShouldContain("HF7005");
    }

    [Fact]
    public async Task Link_ForMoreThanOneMayDo_IsNotGiven()
    {
        await using var admin = await AdminHarness.StartAsync();
        admin.Shown = $"Bearer {await admin.TokenAsync(Role.Viewer, "watcher", "i")}";

        (await PostAsync(admin, """{ "role": "operator" }""")).Text.ShouldContain("HF7002");
        (await PostAsync(admin, """{ "role": "root" }""")).Text.ShouldContain("HF7010");
        var browser = new Browser(admin);
        await browser.GetAsync((await LinkAsync(admin, """{ "by": "ann" }""")).Path);
        (await browser.GetAsync("/api/me")).Text.ShouldBe("""{"name":"watcher","role":"viewer","interfaces":["i"]}""");
    }

    [Fact]
    public async Task Session_OfATokenThatIsRevoked_IsOver()
    {
        await using var admin = await AdminHarness.StartAsync();
        admin.Shown = $"Bearer {await admin.TokenAsync(Role.Viewer, "watcher")}";
        var (browser, later) = (new Browser(admin), await LinkAsync(admin, "{}"));
        await browser.GetAsync((await LinkAsync(admin, "{}")).Path);
        (await browser.GetAsync("/api/status")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        await admin.Access.Tokens.RevokeAsync(1, new Order("ann", "x"), TestContext.Current.CancellationToken);

        (await browser.GetAsync("/api/status")).Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await new Browser(admin).GetAsync(later.Path)).Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(119, 5, true)]
    [InlineData(121, 1, false)]
    [InlineData(100, 8, false)]
    public async Task Session_InTime_IsOver(int minutes, int times, bool isIn)
    {
        await using var admin = await AdminHarness.StartAsync();
        var browser = await Browser.SignedInAsync(admin);
        var last = HttpStatusCode.OK;

        for (var i = 0; i < times; i++)
        {
            admin.Time.SetUtcNow(admin.Time.GetUtcNow() + TimeSpan.FromMinutes(minutes));
            last = (await browser.GetAsync("/api/status")).Answer.StatusCode;
        }

        last.ShouldBe(isIn ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Logout_ByAFormOfOurs_EndsTheSessionAlsoForWhoHasCopiedTheCookie()
    {
        await using var admin = await AdminHarness.StartAsync();
        var browser = await Browser.SignedInAsync(admin);
        var copy = new Browser(admin) { Cookie = browser.Cookie };

        var (answer, _) = await browser.FormAsync("/logout", browser.Field, ("Origin", admin.Url.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Set-Cookie").Single().ShouldContain("expires=Thu, 01 Jan 1970");
        (await copy.GetAsync("/api/status")).Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>What another page on this machine can make a browser send: it has the cookie, whatever the port.</summary>
    [Theory]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Mutation_FromAnotherPage_IsRefusedEvenWithTheField(string header, string value)
    {
        await using var admin = await AdminHarness.StartAsync();
        var browser = await Browser.SignedInAsync(admin);

        (await browser.FormAsync("/logout", browser.Field, (header, value))).Answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.JsonAsync(Off, OffBody, (Antiforgery.HeaderName, browser.Field), (header, value))).Answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        admin.Runtime.Commands.Switches().ShouldBeEmpty();
        (await browser.GetAsync("/api/status")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Mutation_WithoutTheField_IsRefused(string? field)
    {
        await using var admin = await AdminHarness.StartAsync();
        var browser = await Browser.SignedInAsync(admin);

        (await browser.FormAsync("/logout", field)).Text.ShouldContain("HF7004");
        (await (field is null ? browser.JsonAsync(Off, OffBody) : browser.JsonAsync(Off, OffBody, (Antiforgery.HeaderName, field)))).Text.ShouldContain("HF7004");

        admin.Runtime.Commands.Switches().ShouldBeEmpty();
        (await browser.GetAsync("/api/status")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Mutation_WithTheFieldOfAnotherSession_IsRefused()
    {
        await using var admin = await AdminHarness.StartAsync();
        var (mine, theirs) = (await Browser.SignedInAsync(admin), await Browser.SignedInAsync(admin));

        (await mine.FormAsync("/logout", theirs.Field)).Text.ShouldContain("HF7004");
    }

    [Fact]
    public async Task Command_OfAPageOfOurs_IsCarriedOutUnderTheNameThatSignedIn()
    {
        await using var admin = await AdminHarness.StartAsync();
        var browser = await Browser.SignedInAsync(admin, Role.Operator);

        var (answer, text) = await browser.JsonAsync(
            Off, """{ "by": "mallory", "why": "x", "arguments": { "interface": "i" } }""",
            (Antiforgery.HeaderName, browser.Field), ("Origin", admin.Url.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        admin.Runtime.Commands.Switches().ShouldHaveSingleItem().Order.By.ShouldBe("ann");
        (await browser.GetAsync("/api/tokens")).Text.ShouldContain("HF7002");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json")]
    public async Task Form_OfAnotherKind_IsRefused(string type)
    {
        await using var admin = await AdminHarness.StartAsync();
        var browser = await Browser.SignedInAsync(admin);
        var body = new StringContent($"{Antiforgery.FieldName}={browser.Field}");
        body.Headers.Remove("Content-Type");
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        (await browser.SendAsync(HttpMethod.Post, "/logout", body)).Answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(1, 20_000, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(300, 1, HttpStatusCode.BadRequest)]
    public async Task Form_BeyondBounds_IsRefused(int fields, int chars, HttpStatusCode status)
    {
        await using var admin = await AdminHarness.StartAsync();
        var browser = await Browser.SignedInAsync(admin);
        var form = new FormUrlEncodedContent(Enumerable.Range(0, fields).Select(i => KeyValuePair.Create($"f{i}", new string('x', chars))));

        (await browser.SendAsync(HttpMethod.Post, "/logout", form)).Answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Links_Guessed_AreRefusedAfterTenForAMinute()
    {
        await using var admin = await AdminHarness.StartAsync();
        var browser = new Browser(admin);
        for (var i = 0; i < SignInLimit.FailuresMax; i++) (await browser.GetAsync($"/login?code=guess{i}")).Text.ShouldContain("HF7005");

        var (answer, _) = await browser.GetAsync("/login?code=guess");
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldBe(SignInLimit.Window);

        admin.Time.Advance(SignInLimit.Window);
        (await browser.GetAsync("/login?code=guess")).Text.ShouldContain("HF7005");
    }

    /// <summary>On one machine everybody has the same address: whoever guesses must keep nobody out.</summary>
    [Fact]
    public async Task Link_ThatIsGood_LetsInHoweverManyOthersAreGuessedMeanwhile()
    {
        await using var admin = await AdminHarness.StartAsync();
        var (browser, good) = (new Browser(admin), await LinkAsync(admin, """{ "by": "ann" }"""));
        for (var i = 0; i < 2 * SignInLimit.FailuresMax; i++) await browser.GetAsync($"/login?code=guess{i}");

        (await browser.GetAsync(good.Path)).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/login?code=guess")).Answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, "a good one forgives no bad ones");
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/i/a?x=%3Cscript%3E", "/i/a?x=%3Cscript%3E")]
    [InlineData("//evil.example/x", "/")]
    [InlineData("/%5Cevil.example", "/")]
    [InlineData("/<script>alert(1)</script>", "/%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task Page_ByNobodyWhoIsKnown_SaysHowToComeInAndLeadsNowhereElse(string path, string leads)
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await new Browser(admin).GetAsync(path, ("Accept", "text/html,application/xhtml+xml"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        text.ShouldContain("holdfast login");
        text.ShouldContain($"<a href=\"{leads}\">");
        text.ShouldNotContain("refresh");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
    }

    [Fact]
    public async Task Cookie_AndToken_TheTokenCounts()
    {
        await using var admin = await AdminHarness.StartAsync();
        var browser = await Browser.SignedInAsync(admin);

        (await browser.GetAsync("/api/tokens", ("Authorization", "Bearer nonsense"))).Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Link_AskedForByABrowser_IsRefused()
    {
        await using var admin = await AdminHarness.StartAsync();
        var browser = await Browser.SignedInAsync(admin);

        var (answer, text) = await browser.JsonAsync("/api/login-links", "{}", (Antiforgery.HeaderName, browser.Field));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, text);
        text.ShouldContain("holdfast login");
    }

    [Fact]
    public async Task Sessions_Listed_AreOnesOwnAndForAdminsAll()
    {
        await using var admin = await AdminHarness.StartAsync();
        await Browser.SignedInAsync(admin);
        admin.Shown = $"Bearer {await admin.TokenAsync(Role.Viewer, "ann")}";
        var mine = new Browser(admin);
        await mine.GetAsync((await LinkAsync(admin, "{}")).Path);

        (await SessionsAsync(admin)).ShouldHaveSingleItem().Role.ShouldBe(Role.Viewer, "another came in under the name by another proof");
        var own = JsonSerializer.Deserialize((await mine.GetAsync("/api/sessions")).Text, AdminJson.Default.IReadOnlyListSessionEntry)!.ShouldHaveSingleItem();
        own.IsAskers.ShouldBeTrue();
        admin.Shown = $"Bearer {await admin.TokenAsync(Role.Admin, "root")}";
        (await SessionsAsync(admin)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("ann", Role.Viewer, true)]
    [InlineData("eve", Role.Operator, false)]
    [InlineData("root", Role.Admin, true)]
    public async Task Session_EndedBySomebody_IsOverWhereItIsTheirs(string name, Role role, bool may)
    {
        await using var admin = await AdminHarness.StartAsync();
        admin.Shown = $"Bearer {await admin.TokenAsync(Role.Viewer, "ann")}";
        var browser = new Browser(admin);
        await browser.GetAsync((await LinkAsync(admin, "{}")).Path);
        var id = (await SessionsAsync(admin)).Single().Id;
        if (name != "ann") admin.Shown = $"Bearer {await admin.TokenAsync(role, name)}";

        var (answer, text) = await PostAsync(admin, """{ "why": "left open" }""", $"/api/sessions/{id}/end");

        answer.StatusCode.ShouldBe(may ? HttpStatusCode.OK : HttpStatusCode.NotFound, text);
        (await browser.GetAsync("/api/status")).Answer.StatusCode.ShouldBe(may ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
        var entry = (await admin.Access.Audit.Trail.PageAsync(null, 1, TestContext.Current.CancellationToken))[0];
        (entry.By, entry.Action, entry.Outcome).ShouldBe((name, "session.end", may ? AuditDraft.Done : "refused HF7014"));
    }

    [Fact]
    public async Task Session_EndedWithoutAReason_GoesOn()
    {
        await using var admin = await AdminHarness.StartAsync();
        var browser = await Browser.SignedInAsync(admin);

        (await PostAsync(admin, """{ "by": "ann" }""", $"/api/sessions/{(await SessionsAsync(admin)).Single().Id}/end")).Text.ShouldContain("HF6015");

        (await browser.GetAsync("/api/status")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignIn_IsOnRecord()
    {
        await using var admin = await AdminHarness.StartAsync();
        await Browser.SignedInAsync(admin, Role.Viewer);

        var entry = (await admin.Access.Audit.Trail.PageAsync(null, 1, TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        (entry.By, entry.Action, entry.After).ShouldBe(("ann", "session.begin", "a viewer"));
    }

    private static async Task<LoginLink> LinkAsync(AdminHarness admin, string body)
    {
        var (answer, text) = await PostAsync(admin, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonSerializer.Deserialize(text, AdminJson.Default.LoginLink)!;
    }

    private static async Task<IReadOnlyList<SessionEntry>> SessionsAsync(AdminHarness admin) =>
        JsonSerializer.Deserialize((await admin.AskAsync("/api/sessions")).Text, AdminJson.Default.IReadOnlyListSessionEntry)!;

    private static Task<(HttpResponseMessage Answer, string Text)> PostAsync(AdminHarness admin, string body, string path = "/api/login-links") =>
        admin.PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"), (CommandGuard.Header, "1"));
}
