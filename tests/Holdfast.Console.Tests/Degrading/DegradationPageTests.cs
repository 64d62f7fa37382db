using System.Net;
using System.Text.Json;
using Holdfast.Core.Pipeline;

namespace Holdfast.Console.Tests.Degrading;

/// <summary>A degradation plan on its page: before it is entered, while it holds, and after.</summary>
public sealed class DegradationPageTests
{
    private const string Path = "/degradation/big-sale";

    [Fact]
    public async Task Plan_ThatIsOut_ShowsWhatEachLevelWouldAffectNow()
    {
        await using var console = await CalledAsync();

        using var json = JsonDocument.Parse(await console.PageAsync($"{Path}.json"));
        var levels = json.RootElement.GetProperty("levels").EnumerateArray().ToArray();
        var shares = levels.Select(static level => level.GetProperty("share").GetDouble()).ToArray();
        shares[0].ShouldBe(10 / 44.0, 0.01);
        shares[1].ShouldBeGreaterThan(shares[0]);
        levels.ShouldAllBe(static level => !level.GetProperty("isIn").GetBoolean());
        var html = await console.PageAsync(Path);
        html.ShouldContain("Level 1 would affect");
        html.ShouldContain("not entered; highest level: 2");
        html.ShouldContain("errors(orders)");
        (await console.PageAsync("/switches")).ShouldContain("href=\"/degradation/big-sale\"");
    }

    [Fact]
    public async Task Level_AskedFor_IsPreviewedAndThenEnteredAndMeasuredAndLeft()
    {
        await using var console = await CalledAsync();
        var browser = await console.SignInAsync("ann");
        var ask = await browser.GetAsync("/principles/levels/enter?a.plan=big-sale&a.level=1&a.drill=0.5");
        ask.ShouldContain(" calls/s now, 23% of all ");
        ask.ShouldContain("for 50% of the users alone");
        ask.ShouldContain("holdfast degrade enter big-sale --level 1 --drill 0.5");
        console.Runtime.Commands.Switches().ShouldBeEmpty();

        using var entered = await browser.PostAsync("/principles/levels/enter", ("a.plan", "big-sale"), ("a.level", "1"), ("why", "too many"));

        entered.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        entered.Headers.Location!.ToString().ShouldStartWith("/degradation/big-sale?slip=");
        await console.CallAsync("/search", Outcome.Answered(200), 3);
        console.Pass(1);
        var html = await browser.GetAsync(Path);
        html.ShouldContain("entered at level 1 of 2");
        html.ShouldContain("ann: too many");
        using (var json = JsonDocument.Parse(await browser.GetAsync($"{Path}.json")))
        {
            json.RootElement.GetProperty("row").GetProperty("decided").GetInt64().ShouldBe(3);
            json.RootElement.GetProperty("loads").EnumerateArray().ShouldNotBeEmpty();
        }

        using var left = await browser.PostAsync("/principles/levels/leave", ("a.plan", "big-sale"), ("why", "enough"));
        var after = await browser.GetAsync(left.Headers.Location!.ToString());
        after.ShouldContain("class=\"slip\"");
        after.ShouldContain("its step is undone");
        // Kept for whoever looks later.
        (await browser.GetAsync(Path)).ShouldContain("decided about 3 calls");
    }

    [Fact]
    public async Task Step_ThatCannotBeCarriedOut_IsNamedWithWhy()
    {
        await using var console = await CalledAsync();
        var browser = await console.SignInAsync("ann");
        // The last node that calls go to is spared.
        (await browser.PostAsync("/principles/failover/drain", ("a.service", "shop"), ("a.node", "127.0.0.1:1002"), ("why", "x"))).Dispose();

        (await browser.PostAsync("/principles/levels/enter", ("a.plan", "big-sale"), ("a.level", "2"), ("why", "x"))).Dispose();

        var html = await browser.GetAsync(Path);
        html.ShouldContain("1 of 3 steps are not carried out");
        html.ShouldContain("class=\"notice bad\"");
    }

    [Fact]
    public async Task Layers_OfAnInterface_ShowWhoHasTheSayAndWhomItCovers()
    {
        await using var console = await CalledAsync();
        var browser = await console.SignInAsync("ann");
        (await browser.PostAsync("/principles/levels/enter", ("a.plan", "big-sale"), ("why", "x"))).Dispose();
        (await Answer(browser)).ShouldBe(["off True degradation.big-sale.level-1[0]", "the service's own False plan"]);
        (await browser.GetAsync("/i/search")).ShouldContain("degradation.big-sale.level-1[0]");

        (await browser.PostAsync("/principles/degradation/answer", ("a.interface", "search"), ("a.body", "[]"), ("why", "by hand"))).Dispose();

        (await Answer(browser))[1..].ShouldBe(["off False degradation.big-sale.level-1[0]", "the service's own False plan"]);
        var html = await browser.GetAsync("/i/search/layers");
        html.ShouldContain("<s>off</s>");
        html.ShouldContain("<th scope=\"row\">answer</th>");
    }

    private static async Task<string[]> Answer(SignedIn browser)
    {
        using var json = JsonDocument.Parse(await browser.GetAsync("/i/search/layers.json"));
        return
        [
            .. json.RootElement.GetProperty("fields").EnumerateArray().Single(static field => field.GetProperty("name").GetString() == "answer").GetProperty("layers").EnumerateArray()
                .Select(static layer => $"{layer.GetProperty("value").GetString()} {layer.GetProperty("holds").GetBoolean()} {layer.GetProperty("source").GetString()}"),
        ];
    }

    private static async Task<ConsoleHarness> CalledAsync()
    {
        var console = await ConsoleHarness.StartAsync(withStore: true);
        console.Pass(1);
        await console.CallAsync("/orders", Outcome.Answered(200), 10);
        await console.CallAsync("/search", Outcome.Answered(200), 10);
        await console.CallAsync("/pay", Outcome.Answered(200), 24);
        console.Pass(3);
        return console;
    }
}
