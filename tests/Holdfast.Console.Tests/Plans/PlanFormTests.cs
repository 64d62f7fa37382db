using System.Net;

namespace Holdfast.Console.Tests.Plans;

/// <summary>A plan changed in a browser: looked at, published, taken back.</summary>
public sealed class PlanFormTests
{
    private const string Edit = "/plan/edit";

    [Fact]
    public async Task Plan_WithErrors_ShowsThemAtTheirPlacesAndIsNotPublished()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var browser = await console.SignInAsync("ann");

        using var answer = await browser.PostAsync(Edit, Fields(ConsoleHarness.Plan.Replace("path: /search", "path: search"), "publish"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("/plan.yaml:8:");
        html.ShouldContain("class=\"removed\"");
        console.Plans!.Live.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Plan_Checked_ShowsWhatWouldChangeAndChangesNothing()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var browser = await console.SignInAsync("ann");

        using var answer = await browser.PostAsync(Edit, Fields(Changed, "check"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).ShouldContain("interface search: match.path /search → /find");
        console.Plans!.Live.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Plan_PublishedAndRolledBack_IsLiveAndThenTheOneBefore()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var browser = await console.SignInAsync("ann");

        using var published = await browser.PostAsync(Edit, Fields(Changed, "publish"));
        published.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await published.Content.ReadAsStringAsync());
        console.Plans!.Live.Number.ShouldBe(2);
        (await browser.GetAsync("/plan/2")).ShouldContain("ann: better words");
        (await browser.GetAsync("/plan/diff?from=1&to=2")).ShouldContain("/find");
        var log = await browser.GetAsync("/log");
        log.ShouldContain("better words");
        log.ShouldNotContain("(was ,", customMessage: "what was not there before has no word");

        using var back = await browser.PostAsync("/plan/1/back", ("why", "worse after all"));
        back.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        console.Plans.Live.Number.ShouldBe(1);
        (await browser.GetAsync("/plan/1/back")).ShouldContain("already live");
    }

    [Fact]
    public async Task Plan_MadeFromARevisionThatIsNoLongerLive_IsNotPublished()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var browser = await console.SignInAsync("ann");
        using var first = await browser.PostAsync(Edit, Fields(Changed, "publish"));

        using var second = await browser.PostAsync(Edit, Fields(ConsoleHarness.Plan.Replace("/pay", "/paid"), "publish"));

        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await second.Content.ReadAsStringAsync()).ShouldContain("HF6010");
        console.Plans!.Live.Number.ShouldBe(2);
    }

    private static string Changed => ConsoleHarness.Plan.Replace("path: /search", "path: /find");

    /// <summary>Lines end as browsers end them.</summary>
    private static (string, string)[] Fields(string text, string wish) =>
        [("parent", "1"), ("path", ConsoleHarness.PlanPath), ("text", text.ReplaceLineEndings("\r\n")), ("do", wish), ("why", "better words")];
}
