using System.Net;
using System.Text.Json;
using Holdfast.Control.Access;
using Holdfast.Core.Pipeline;

namespace Holdfast.Console.Tests.Plans;

/// <summary>A plan that is asked about the last calls, tried by a share of the next, or waits for a second owner.</summary>
public sealed class StagePageTests
{
    private const string Edit = "/plan/edit";

    [Fact]
    public async Task Plan_Checked_IsAskedAboutTheLastCalls()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var browser = await console.SignInAsync("ann");
        await console.CallAsync("/search", Outcome.Answered(200), 20);
        console.Pass(1);

        using var answer = await browser.PostAsync(Edit, Fields(ConsoleHarness.Plan.Replace("path: /search }, service: shop }", "path: /search }, service: shop, limit: { rate: 1/m, burst: 1 } }"), "check"));

        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        html.ShouldContain("It would have refused 19 of the last 20 calls");
        html.ShouldContain("interfaces.search.limit");
        // Buckets are for all calls together: half of them cannot try another.
        html.ShouldContain("A share of the requests cannot try it first");
        console.Plans!.Live.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Plan_TriedByAShare_IsShownBesideTheRestAndTakenBack()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var browser = await console.SignInAsync("ann");

        using var answer = await browser.PostAsync(Edit, [.. Fields(Slower, "publish"), ("how", "tried"), ("share", "50%"), ("bake", "5m")]);

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        answer.Headers.Location!.ToString().ShouldStartWith("/plan/stage?slip=");
        console.Plans!.Live.Number.ShouldBe(1);
        var html = await browser.GetAsync("/plan/stage");
        html.ShouldContain("50% of the requests try revision 2");
        html.ShouldContain("under revision 1");
        // Wherever somebody looks they see it, and can stop it.
        (await browser.GetAsync("/i")).ShouldContain("50% of the requests try revision 2");
        (await browser.GetAsync("/stop")).ShouldContain("value=\"stage:2\"");

        using var back = await browser.PostAsync("/plan/stage", ("why", "not today"));
        back.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        console.Runtime.Staged.ShouldBeNull();
        var after = await browser.GetAsync("/plan/stage");
        after.ShouldContain("No plan is tried now.");
        after.ShouldContain("not today");
    }

    /// <summary>It is live already: nothing of it is said to be tried, nor to go live.</summary>
    [Fact]
    public async Task Plan_LiveAndWatched_IsShownAsSuch()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var browser = await console.SignInAsync("ann");

        (await browser.PostAsync(Edit, Fields(Slower, "publish"))).Dispose();

        console.Plans!.Live.Number.ShouldBe(2);
        var html = await browser.GetAsync("/plan/stage");
        foreach (var words in new[] { "Revision 2 is live and watched", "stays live unless", "just before, under revision 1", "Watched after it went live" }) html.ShouldContain(words);
        foreach (var words in new[] { "of the requests try", "It goes live at", "beside it" }) html.ShouldNotContain(words);
        (await browser.GetAsync("/i")).ShouldContain("Revision 2 is live and watched");
        var stop = await browser.GetAsync("/stop");
        stop.ShouldContain("live and watched: it is taken back, and revision 1 carries all requests");
        stop.ShouldContain("what is left is revision 1,");
        (await browser.PostAsync("/stop", ("what", "stage:2"), ("why", "x"))).Dispose();
        console.Plans.Live.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Stop_OfEverything_TakesBackWhatIsTried()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var browser = await console.SignInAsync("ann");
        (await browser.PostAsync(Edit, [.. Fields(Slower, "publish"), ("how", "tried")])).Dispose();
        console.Runtime.Staged.ShouldNotBeNull();

        (await browser.PostAsync("/stop", ("what", "stage:2"), ("why", "x"))).Dispose();

        console.Runtime.Staged.ShouldBeNull();
    }

    [Theory]
    [InlineData("80%", "2m")]
    [InlineData("all", "2m")]
    [InlineData("10%", "2 parsecs")]
    public async Task Plan_TriedAsNoPlanCanBe_IsNotPublished(string share, string bake)
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var browser = await console.SignInAsync("ann");

        using var answer = await browser.PostAsync(Edit, [.. Fields(Slower, "publish"), ("how", "tried"), ("share", share), ("bake", bake)]);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("role=\"alert\"");
        (console.Runtime.Staged, console.Plans!.Live.Number).ShouldBe((null, 1));
    }

    [Fact]
    public async Task Plan_ThatNeedsASecondOwner_WaitsUntilOneApprovesIt()
    {
        await using var console = await ConsoleHarness.StartAsync(Guarded, withStore: true);
        var (ann, bob) = (await console.SignInAsync("a@example.com"), await console.SignInAsync("b@example.com"));

        using var proposed = await ann.PostAsync(Edit, Fields(Guarded.Replace("path: /pay", "path: /paid"), "publish"));

        (await ann.GetAsync(proposed.Headers.Location!.ToString())).ShouldContain("What proposal 1 would change");
        console.Plans!.Live.Number.ShouldBe(1);
        (await bob.GetAsync("/plan")).ShouldContain("Waiting for a second owner: 1");
        (await bob.GetAsync("/plan/waiting")).ShouldContain("What proposal 1 would change");
        using var herself = await ann.PostAsync("/plan/waiting", ("number", "1"), ("do", "approve"), ("why", "it is fine"));
        ((int)herself.StatusCode).ShouldBeGreaterThanOrEqualTo(400);
        console.Plans.Live.Number.ShouldBe(1);

        using var approved = await bob.PostAsync("/plan/waiting", ("number", "1"), ("do", "approve"), ("why", "it is fine"));

        approved.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        console.Plans.Live.Number.ShouldBe(2);
    }

    [Fact]
    public async Task Schema_OfTheEditor_IsThePlans()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        using var schema = JsonDocument.Parse(await console.PageAsync("/plan/schema.json"));

        schema.RootElement.GetProperty("properties").TryGetProperty("interfaces", out _).ShouldBeTrue();
        (await console.PageAsync(Edit)).ShouldContain("data-complete=\"/plan/schema.json\"");
        console.Client.DefaultRequestHeaders.Authorization = null;
        await console.PageAsync("/plan/schema.json", HttpStatusCode.Unauthorized);
    }

    private static string Slower => ConsoleHarness.Plan.Replace("path: /search }, service: shop }", "path: /search }, service: shop, timeout: 5s }");

    private static string Guarded => ConsoleHarness.Plan.Replace("path: /pay }, service: bank }", "path: /pay }, service: bank, four-eyes: true }");

    private static (string, string)[] Fields(string text, string wish) =>
        [("parent", "1"), ("path", ConsoleHarness.PlanPath), ("text", text), ("do", wish), ("why", "because")];
}
