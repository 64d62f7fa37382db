using System.Net;
using System.Text.RegularExpressions;
using Holdfast.Control.Access;

namespace Holdfast.Console.Tests.Access;

/// <summary>Who may come in, changed in a browser.</summary>
public sealed partial class AccessPageTests
{
    [Fact]
    public async Task Token_Made_IsShownOnceAndLetsItsHolderIn()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var admin = await console.SignInAsync("ann", Role.Admin);

        using var answer = await admin.PostAsync("/access/token", ("name", "hall"), ("role", "viewer"), ("for", "90d"), ("why", "the screen in the hall"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var token = Token().Match(await answer.Content.ReadAsStringAsync()).Value;
        token.ShouldNotBeEmpty();
        var list = await admin.GetAsync("/access");
        list.ShouldContain("the screen in the hall");
        list.ShouldNotContain(token);
        (await console.PageAsync("/access.json")).ShouldNotContain(token);
        console.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await console.PageAsync("/access")).ShouldContain("You are hall, viewer.");
        (await admin.GetAsync("/access/record?q=hall")).ShouldContain("token.create");
    }

    [Fact]
    public async Task Token_TakenBack_LetsNobodyInFromThenOn()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var admin = await console.SignInAsync("ann", Role.Admin);
        using var made = await admin.PostAsync("/access/token", ("name", "hall"), ("role", "viewer"), ("why", "x"));
        var token = Token().Match(await made.Content.ReadAsStringAsync()).Value;
        var link = Link().Match(await admin.GetAsync("/access")).Groups["it"].Value;
        (await admin.GetAsync(link)).ShouldContain("lets nobody in any more");

        using var answer = await admin.PostAsync("/access/revoke", ("token", link.Split('=')[1]), ("why", "the hall is closed"));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        console.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await console.PageAsync("/", HttpStatusCode.Unauthorized);
        (await admin.GetAsync(link)).ShouldContain("There is no such token");
    }

    [Fact]
    public async Task Browser_SentOut_IsOutAtItsNextRequestAndOthersStay()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var (admin, bob) = (await console.SignInAsync("ann", Role.Admin), await console.SignInAsync("bob"));
        var list = await admin.GetAsync("/access");
        list.ShouldContain("this browser");
        var id = console.Access.Sessions.For(new Identity("ann", Role.Admin, [])).Single(static one => one.Name == "bob").Id;

        using var answer = await admin.PostAsync("/access/revoke", ("session", id), ("why", "left the company"));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using (var gone = await bob.OpenAsync("/")) gone.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await admin.GetAsync("/access/record")).ShouldContain("left the company");
    }

    [Fact]
    public async Task Operator_MakesNoTokenAndSeesNone()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var (admin, bob) = (await console.SignInAsync("ann", Role.Admin), await console.SignInAsync("bob"));
        using (await admin.PostAsync("/access/token", ("name", "hall"), ("role", "viewer"), ("why", "x")))
        {
        }

        (await bob.GetAsync("/access")).ShouldNotContain("hall");
        using var made = await bob.PostAsync("/access/token", ("name", "mine"), ("role", "admin"), ("why", "x"));
        made.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var looked = await bob.OpenAsync("/access/token");
        looked.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        console.Access.Tokens.Good().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Token_Malformed_IsRefusedOnThePageWithWhatWasSaid()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var admin = await console.SignInAsync("ann", Role.Admin);

        using var answer = await admin.PostAsync("/access/token", ("name", "hall"), ("role", "viewer"), ("for", "<script>"), ("why", "x"));

        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("role=\"alert\"");
        html.ShouldContain("value=\"hall\"");
        html.ShouldNotContain("<script>'");
    }

    [Fact]
    public async Task Record_Filtered_ShowsTheRowsThatFit()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var browser = await console.SignInAsync("ann");
        (await browser.PostAsync("/principles/degradation/off", ("a.interface", "orders"), ("why", "deploy 42"))).Dispose();
        (await browser.PostAsync("/principles/degradation/off", ("a.interface", "nothing"), ("why", "a mistake"))).Dispose();

        (await browser.GetAsync("/access/record?q=deploy")).ShouldContain("deploy 42");
        (await browser.GetAsync("/access/record?q=deploy")).ShouldNotContain("a mistake");
        var refused = await browser.GetAsync("/access/record?state=refused");
        refused.ShouldContain("a mistake");
        refused.ShouldNotContain("deploy 42");
    }

    [GeneratedRegex("hft_[A-Za-z0-9_-]{43}", RegexOptions.None, 1_000)]
    private static partial Regex Token();

    [GeneratedRegex("href=\"(?<it>/access/revoke\\?token=\\d+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Link();
}
