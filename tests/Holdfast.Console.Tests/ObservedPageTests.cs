using System.Net;
using Holdfast.Control.Access;
using Holdfast.Core.Pipeline;

namespace Holdfast.Console.Tests;

/// <summary>What a process without a plan sees, and the way from there to a plan.</summary>
public sealed class ObservedPageTests
{
    private const string Draft = "/plan/edit?from=observed";

    /// <summary>One interface for everything, as there is one where a process has no plan.</summary>
    private const string Everything = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          backend: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } } }
        interfaces:
          everything: { match: { path: "/**" }, service: backend }
        """;

    [Fact]
    public async Task List_OfWhatWasCalled_IsSortedByTheAddress()
    {
        await using var console = await ConsoleHarness.StartAsync(Everything);
        await CallAsync(console);
        await console.CallAsync("/%3Cscript%3E", Outcome.Answered(404));

        var (busiest, byPath, one) = (await console.PageAsync("/observed"), await console.PageAsync("/observed?sort=path"), await console.PageAsync("/observed?q=sear"));

        busiest.IndexOf("<code>/orders/{id}</code>", StringComparison.Ordinal).ShouldBeLessThan(busiest.IndexOf("<code>/api/search</code>", StringComparison.Ordinal));
        byPath.IndexOf("<code>/api/search</code>", StringComparison.Ordinal).ShouldBeLessThan(byPath.IndexOf("<code>/orders/{id}</code>", StringComparison.Ordinal));
        (one.Contains("/api/search", StringComparison.Ordinal), one.Contains("/orders/", StringComparison.Ordinal)).ShouldBe((true, false));
        busiest.ShouldContain("never answered well: 1 calls");
        busiest.ShouldNotContain("script%3E");
        busiest.ShouldContain("aria-current=\"page\" data-go=\"o\"");
    }

    [Fact]
    public async Task Draft_OfWhatWasCalled_IsComparedAndTriedAndPublishedByOneClick()
    {
        await using var console = await ConsoleHarness.StartAsync(Everything, withStore: true);
        await CallAsync(console);
        var ann = await console.SignInAsync("ann");

        (await ann.GetAsync("/observed")).ShouldContain($"href=\"{Draft}\"");
        var page = WebUtility.HtmlDecode(await ann.GetAsync(Draft));
        page.ShouldContain("It would have refused 0 of the last 19 calls");
        page.ShouldContain("<li>interface get-orders-id added</li>");
        page.ShouldContain("name=\"parent\" value=\"1\"");
        page.ShouldContain("value=\"drafted from 19 calls\"");
        using var answer = await ann.PostAsync("/plan/edit", ("parent", "1"), ("path", "/plan.yaml"), ("text", TextOf(page)), ("why", "drafted from 19 calls"), ("do", "publish"));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        console.Runtime.Plan!.Interfaces.Keys.ShouldBe(["get-api-search", "get-orders-id", "everything"], ignoreOrder: true);
        (await console.PageAsync("/observed")).ShouldContain("href=\"/i/get-orders-id\"");
    }

    /// <summary>Whoever only looks sees the draft; it costs no dry run.</summary>
    [Fact]
    public async Task Draft_ForAViewer_IsShownUntried()
    {
        await using var console = await ConsoleHarness.StartAsync(Everything, withStore: true);
        await CallAsync(console);
        var vic = await console.SignInAsync("vic", Role.Viewer);

        var page = await vic.GetAsync(Draft);

        page.ShouldContain("get-orders-id");
        page.ShouldNotContain("would have refused");
        (await vic.GetAsync("/observed")).ShouldNotContain($"href=\"{Draft}\"");
    }

    [Fact]
    public async Task Observed_WhereThereIsAPlan_IsNoPage()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true, isObserving: false);

        await console.PageAsync("/observed", HttpStatusCode.NotFound);
        await console.PageAsync(Draft, HttpStatusCode.NotFound);
        (await console.PageAsync("/")).ShouldNotContain("/observed");
    }

    private static string TextOf(string page)
    {
        var begin = page.IndexOf("# Drafted from", StringComparison.Ordinal);
        return page[begin..page.IndexOf("</textarea>", begin, StringComparison.Ordinal)];
    }

    private static async Task CallAsync(ConsoleHarness console)
    {
        for (var order = 1; order <= 12; order++) await console.CallAsync($"/orders/{order}", Outcome.Answered(200));
        await console.CallAsync("/api/search", Outcome.Answered(200), 7);
    }
}
