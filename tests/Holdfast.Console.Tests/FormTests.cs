using System.Net;
using Holdfast.Control.Access;

namespace Holdfast.Console.Tests;

/// <summary>What is changed is changed by a form that somebody who may has confirmed, and by nothing else.</summary>
public sealed class FormTests
{
    private const string Off = "/principles/degradation/off";

    [Fact]
    public async Task Command_Confirmed_IsDoneAndToldOnTheNextPage()
    {
        await using var console = await ConsoleHarness.StartAsync();
        var browser = await console.SignInAsync("ann");
        (await browser.GetAsync($"{Off}?a.interface=orders")).ShouldContain("holdfast switch set orders --off");

        using var answer = await browser.PostAsync(Off, ("a.interface", "orders"), ("why", "deploy <42>"));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var set = console.Runtime.Commands.Switches().ShouldHaveSingleItem();
        (set.Target, set.Order.By, set.Order.Why).ShouldBe(("interfaces.orders", "ann", "deploy <42>"));
        var location = answer.Headers.Location!.ToString();
        location.ShouldStartWith("/switches?slip=");
        var html = await browser.GetAsync(location);
        html.ShouldContain("class=\"slip\"");
        html.ShouldContain("deploy &lt;42&gt;");
        (await browser.GetAsync("/switches?slip=somethingelse")).ShouldNotContain("class=\"slip\"");
    }

    [Fact]
    public async Task Command_WithoutAReason_IsNotGiven()
    {
        await using var console = await ConsoleHarness.StartAsync();
        var browser = await console.SignInAsync("ann");

        using var answer = await browser.PostAsync(Off, ("a.interface", "orders"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Say what for");
        console.Runtime.Commands.Switches().ShouldBeEmpty();
    }

    [Fact]
    public async Task Command_ForWhatThereIsNot_IsRefusedOnThePage()
    {
        await using var console = await ConsoleHarness.StartAsync();
        var browser = await console.SignInAsync("ann");

        using var answer = await browser.PostAsync(Off, ("a.interface", "<script>"), ("why", "x"));

        ((int)answer.StatusCode).ShouldBeGreaterThanOrEqualTo(400);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("role=\"alert\"");
        html.ShouldNotContain("<script>&");
        console.Runtime.Commands.Switches().ShouldBeEmpty();
    }

    [Fact]
    public async Task Post_FromElsewhere_ChangesNothing()
    {
        await using var console = await ConsoleHarness.StartAsync();
        var browser = await console.SignInAsync("ann");
        (string, string)[] fields = [("a.interface", "orders"), ("why", "x")];

        (await browser.SendAsync(Off, fields, field: "forged")).ShouldBe(HttpStatusCode.Forbidden);
        (await browser.SendAsync(Off, fields, headers: ("Origin", "http://evil.example"))).ShouldBe(HttpStatusCode.Forbidden);
        (await browser.SendAsync(Off, fields, headers: ("Sec-Fetch-Site", "cross-site"))).ShouldBe(HttpStatusCode.Forbidden);
        (await browser.SendAsync(Off, fields, cookie: "")).ShouldBe(HttpStatusCode.Unauthorized);
        console.Runtime.Commands.Switches().ShouldBeEmpty();
    }

    [Fact]
    public async Task Viewer_SeesEveryPage_AndIsGivenNoFormThatChangesAnything()
    {
        await using var console = await ConsoleHarness.StartAsync();
        var browser = await console.SignInAsync("eve", Role.Viewer);

        (await browser.GetAsync($"{Off}?a.interface=orders")).ShouldNotContain($"method=\"post\" action=\"{Off}\"");
        using var answer = await browser.PostAsync(Off, ("a.interface", "orders"), ("why", "x"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        console.Runtime.Commands.Switches().ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_OfAnyAddress_ChangesNothing()
    {
        await using var console = await ConsoleHarness.StartAsync();
        var browser = await console.SignInAsync("ann");
        foreach (var slice in console.Runtime.Slices.OfType<Core.Commands.ICommandSlice>())
        {
            foreach (var command in slice.Commands)
            {
                var query = string.Join('&', command.Parameters.Select(static one => $"a.{one.Name}=orders"));
                await browser.GetAsync($"/principles/{((Core.Principles.ISlice)slice).Id}/{command.Name}?{query}&why=x&do=publish");
            }
        }

        console.Runtime.Commands.Switches().ShouldBeEmpty();
        console.Runtime.Signals.Kept().ShouldAllBe(static signal => signal.Slice == "plan");
    }
}
