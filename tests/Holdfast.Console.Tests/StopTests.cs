using System.Net;
using Holdfast.Control.Access;

namespace Holdfast.Console.Tests;

/// <summary>Everything that lies over the plan, stopped by one form that says what it will do.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Stop_Confirmed_TakesBackWhatWasSeenAndTellsOfEach()
    {
        await using var console = await SetAsync();
        var browser = await console.SignInAsync("ann");
        var html = await browser.GetAsync("/stop");
        foreach (var target in new[] { "interfaces.orders", "services.shop", "degradation.big-sale" }) html.ShouldContain(target);
        html.ShouldContain("These would end now: 3.");
        Set(console, "degradation", "off", ("interface", "pay"));

        using var answer = await browser.PostAsync("/stop", [.. Marked(html).Select(static key => ("what", key)), ("why", "all clear")]);

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        // What was set while somebody was reading stays.
        console.Runtime.Commands.Switches().ShouldHaveSingleItem().Target.ShouldBe("interfaces.pay");
        var after = await browser.GetAsync(answer.Headers.Location!.ToString());
        after.ShouldContain("Stopped: 3");
        after.ShouldContain("interfaces.pay");
        (await browser.GetAsync("/log")).ShouldContain("all clear");
    }

    /// <summary>The same again on the same thing is somebody else's word: who looked at the page has not seen it.</summary>
    [Fact]
    public async Task Stop_OfWhatWasSetAnewMeanwhile_LeavesIt()
    {
        await using var console = await SetAsync();
        var browser = await console.SignInAsync("ann");
        var html = await browser.GetAsync("/stop");
        console.Time.Advance(TimeSpan.FromSeconds(5));
        Set(console, "degradation", "off", ("interface", "orders"), ("for", "2h"));

        (await browser.PostAsync("/stop", [.. Marked(html).Select(static key => ("what", key)), ("why", "all clear")])).Dispose();

        console.Runtime.Commands.Switches().ShouldHaveSingleItem().Target.ShouldBe("interfaces.orders");
    }

    [Fact]
    public async Task Stop_OfWhatIsMarkedAlone_LeavesTheRest()
    {
        await using var console = await SetAsync();
        var browser = await console.SignInAsync("ann");
        var keys = Marked(await browser.GetAsync("/stop"));

        (await browser.PostAsync("/stop", ("what", keys.Single(static key => key.StartsWith("levels", StringComparison.Ordinal))), ("why", "x"))).Dispose();

        console.Runtime.Commands.Switches().Select(static one => one.Target).Order(StringComparer.Ordinal).ToArray().ShouldBe(["interfaces.orders", "services.shop.versions.v1 http://127.0.0.1:1002"]);
    }

    [Fact]
    public async Task Stop_WithoutAReasonOrByAViewer_StopsNothing()
    {
        await using var console = await SetAsync();
        var (ann, eve) = (await console.SignInAsync("ann"), await console.SignInAsync("eve", Role.Viewer));
        var keys = Marked(await ann.GetAsync("/stop"));

        using var silent = await ann.PostAsync("/stop", [.. keys.Select(static key => ("what", key))]);
        silent.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await silent.Content.ReadAsStringAsync()).ShouldContain("Say what for");
        (await eve.GetAsync("/stop")).ShouldNotContain("class=\"danger\"");
        using var viewer = await eve.PostAsync("/stop", [.. keys.Select(static key => ("what", key)), ("why", "x")]);
        viewer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        console.Runtime.Commands.Switches().Count.ShouldBe(3);
    }

    private static async Task<ConsoleHarness> SetAsync()
    {
        var console = await ConsoleHarness.StartAsync(withStore: true);
        Set(console, "degradation", "off", ("interface", "orders"));
        Set(console, "failover", "drain", ("service", "shop"), ("node", "127.0.0.1:1002"));
        Set(console, "levels", "enter", ("plan", "big-sale"));
        return console;
    }

    private static void Set(ConsoleHarness console, string slice, string command, params (string Name, string Value)[] arguments) => console.Runtime.Commands.Execute(
        slice, command, new Dictionary<string, string> { ["by"] = "bob", ["why"] = "night" }, arguments.ToDictionary(static one => one.Name, static one => one.Value)).Error.ShouldBeNull();

    /// <summary>What the page would post as it is given.</summary>
    private static string[] Marked(string html) =>
        [.. html.Split("name=\"what\" value=\"").Skip(1).Where(static part => part.Contains("checked", StringComparison.Ordinal)).Select(static part => WebUtility.HtmlDecode(part[..part.IndexOf('"')]))];
}
