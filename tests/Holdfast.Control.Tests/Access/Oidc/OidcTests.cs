using System.Net;
using Holdfast.Control.Access;
using Holdfast.Control.Access.Oidc;
using Holdfast.Control.Tests.Admin;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Access.Oidc;

/// <summary>A browser that signs in through a provider: as whom, with which role, and when not.</summary>
public sealed class OidcTests : IAsyncLifetime
{
    private TestProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await TestProvider.StartAsync();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Theory]
    [InlineData("ops", "operator")]
    [InlineData("root", "admin")]
    [InlineData("staff", "viewer")]
    public async Task Login_OfSomebodyWithAGroup_IsASessionOfItsRole(string group, string role)
    {
        await using var admin = await StartAsync();
        _provider.Claims["groups"] = new[] { "others", group };
        using var browser = NewBrowser();

        var (answer, text) = await GetAsync(browser, admin, "/login");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        text.ShouldContain("ann@example.com");
        _provider.Proven.ShouldBe(1);
        (await GetAsync(browser, admin, "/api/me")).Text.ShouldBe($$"""{"name":"ann@example.com","role":"{{role}}","interfaces":[]}""");
        (await admin.Access.Audit.Trail.PageAsync(null, 1, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().By.ShouldBe("ann@example.com");
    }

    [Fact]
    public async Task Login_OfSomebodyWithSeveralGroups_HasTheGreatestRole()
    {
        await using var admin = await StartAsync();
        _provider.Claims["groups"] = new[] { "root", "staff" };
        using var browser = NewBrowser();

        await GetAsync(browser, admin, "/login");

        (await GetAsync(browser, admin, "/api/me")).Text.ShouldContain("\"admin\"");
    }

    /// <summary>An owner is known by that address: who may write what they like there could be any.</summary>
    [Theory]
    [InlineData("email", false, "oidc:1234")]
    [InlineData("email", true, "bob@example.com")]
    [InlineData("preferred_username", true, "oidc:bob@example.com")]
    public async Task Login_OfAnAddress_IsOneOnlyWhereTheProviderStandsForIt(string claim, bool isVerified, string name)
    {
        await using var admin = await StartAsync();
        _provider.Claims.Remove("email");
        _provider.Claims[claim] = "bob@example.com";
        _provider.Claims["email_verified"] = isVerified;
        using var browser = NewBrowser();

        await GetAsync(browser, admin, "/login");

        (await GetAsync(browser, admin, "/api/me")).Text.ShouldContain($"\"{name}\"");
    }

    /// <summary>On record it must not be taken for a token.</summary>
    [Fact]
    public async Task Login_OfANameThatATokenMayHave_SaysWhereItComesFrom()
    {
        await using var admin = await StartAsync();
        _provider.Claims.Remove("email");
        _provider.Claims["preferred_username"] = "ci";
        using var browser = NewBrowser();

        await GetAsync(browser, admin, "/login");

        (await GetAsync(browser, admin, "/api/me")).Text.ShouldContain("\"oidc:ci\"");
    }

    [Fact]
    public async Task Login_OfSomebodyWithoutARole_IsRefusedAndTheNameIsInert()
    {
        await using var admin = await StartAsync();
        _provider.Claims["groups"] = new[] { "others" };
        _provider.Claims["email"] = "<script>alert(1)</script>@example.com";
        using var browser = NewBrowser();

        var (answer, text) = await GetAsync(browser, admin, "/login");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        text.ShouldContain("HOLDFAST_OIDC_VIEWERS");
        text.ShouldNotContain("<script>");
        (await GetAsync(browser, admin, "/api/me")).Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>On one machine, and behind one router, everybody has the same address.</summary>
    [Fact]
    public async Task Login_WhileSomebodyGuessesLinks_GoesOn()
    {
        await using var admin = await StartAsync();
        _provider.Claims["groups"] = new[] { "ops" };
        using var browser = NewBrowser();
        for (var i = 0; i < 2 * SignInLimit.FailuresMax; i++) await GetAsync(browser, admin, $"/login?code=guess{i}");

        (await GetAsync(browser, admin, "/login")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public static TheoryData<string> Lies => ["audience", "nonce", "signature", "secret"];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Login_WithATokenThatIsNotForUs_IsRefused(string lie)
    {
        await using var admin = await StartAsync(secret: lie == "secret" ? "wrong" : TestProvider.ClientSecret);
        if (lie == "audience") _provider.Audience = "another";
        if (lie == "nonce") _provider.Nonce = "another";
        _provider.Forges = lie == "signature";
        using var browser = NewBrowser();

        var (answer, _) = await GetAsync(browser, admin, "/login");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await GetAsync(browser, admin, "/api/me")).Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>A link that another site leads to, with an answer of the provider that was meant for somebody else.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("?code=x")]
    [InlineData("?code=x&state=y")]
    [InlineData("?error=access_denied&error_description=%3Cscript%3E&state=y")]
    public async Task Callback_ThatThisBrowserDidNotAskFor_IsRefused(string query)
    {
        await using var admin = await StartAsync();
        using var browser = NewBrowser();

        var (answer, text) = await GetAsync(browser, admin, $"/login/callback{query}");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        text.ShouldNotContain("<script>");
        _provider.Proven.ShouldBe(0);
    }

    /// <summary>ASP.NET would take it before anything else.</summary>
    [Fact]
    public async Task Callback_UnderAnotherName_IsRefusedLikeEverything()
    {
        await using var admin = await StartAsync();

        (await admin.AskAsync("/login/callback?code=x&state=y", host: "evil.example")).Answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public async Task Login_ProviderAway_SaysSoAndLinksGoOn()
    {
        await using var admin = await StartAsync();
        await _provider.DisposeAsync();
        using var browser = NewBrowser();

        var (answer, text) = await GetAsync(browser, admin, "/login");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        text.ShouldContain("HF7009");

        (await GetAsync(browser, admin, $"/login?code={admin.Access.Sessions.MakeCode(new Identity("ann", Role.Viewer, []))}")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private Task<AdminHarness> StartAsync(string secret = TestProvider.ClientSecret) => AdminHarness.StartAsync(settings: new AccessSettings(
        Host: null, Certificate: null,
        new OidcSettings(_provider.Url, TestProvider.ClientId, secret, ["openid"], "groups", new Dictionary<string, Role>(StringComparer.Ordinal)
        {
            ["staff"] = Role.Viewer, ["ops"] = Role.Operator, ["root"] = Role.Admin,
        })));

    private static HttpClient NewBrowser() => new(new SocketsHttpHandler { UseProxy = false, UseCookies = true, AllowAutoRedirect = true });

    private static async Task<(HttpResponseMessage Answer, string Text)> GetAsync(HttpClient browser, AdminHarness admin, string path)
    {
        var answer = await browser.GetAsync(new Uri(admin.Url, path)).Within($"GET {path}");
        return (answer, await answer.Content.ReadAsStringAsync().Within($"the body of {path}"));
    }
}
