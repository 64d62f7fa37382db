using System.Net;
using System.Text.Json;
using Holdfast.Core.Pipeline;

namespace Holdfast.Console.Tests;

/// <summary>Lists: what comes first, what is left out, which page.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task Interfaces_WithoutAnOrder_ComeWorstFirst()
    {
        await using var console = await CalledAsync();

        (await NamesAsync(console, "/i.json")).ShouldBe(["pay", "orders", "search"]);
    }

    [Theory]
    [InlineData("name", "orders pay search")]
    [InlineData("-name", "search pay orders")]
    [InlineData("-calls", "orders pay search")]
    [InlineData("-failed", "pay orders search")]
    [InlineData("nonsense", "pay orders search")]
    public async Task Interfaces_Sorted_FollowTheAddress(string sort, string names)
    {
        await using var console = await CalledAsync();

        (await NamesAsync(console, $"/i.json?sort={sort}")).ShouldBe(names.Split(' '));
    }

    [Theory]
    [InlineData("q=sEaR", "search")]
    [InlineData("q=bank", "pay")]
    [InlineData("state=idle", "search")]
    [InlineData("state=hurting", "pay orders")]
    [InlineData("size=2&page=2", "search")]
    [InlineData("size=2&page=99", "search")]
    [InlineData("size=-1&page=x", "pay orders search")]
    [InlineData("q=%3Cscript%3E", "")]
    public async Task Interfaces_Chosen_FollowTheAddress(string query, string names)
    {
        await using var console = await CalledAsync();

        (await NamesAsync(console, $"/i.json?{query}")).ShouldBe(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Interfaces_Heads_OrderByOneClickAndTheOtherWayByTwo()
    {
        await using var console = await CalledAsync();

        WebUtility.HtmlDecode(await console.PageAsync("/i?q=r")).ShouldContain("href=\"/i?q=r&sort=-calls\"");
        var sorted = WebUtility.HtmlDecode(await console.PageAsync("/i?q=r&sort=-calls&page=2"));
        sorted.ShouldContain("aria-sort=\"descending\"");
        sorted.ShouldContain("href=\"/i?q=r&sort=calls\"");
    }

    [Fact]
    public async Task Nodes_OfOneService_AreAllThatIsShown()
    {
        await using var console = await ConsoleHarness.StartAsync();
        using var json = JsonDocument.Parse(await console.PageAsync("/services.json?service=bank"));

        json.RootElement.GetProperty("nodes").GetProperty("rows").EnumerateArray().Select(static row => row.GetProperty("now").GetProperty("address").GetString())
            .ShouldBe(["http://127.0.0.1:1003", "http://127.0.0.1:1004"]);
        json.RootElement.GetProperty("versions").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Nodes_Withheld_AreFoundByTheirState()
    {
        await using var console = await ConsoleHarness.StartAsync();
        console.Runtime.Commands.Execute(
            "failover", "drain", new Dictionary<string, string> { ["by"] = "ann" }, new Dictionary<string, string> { ["service"] = "shop", ["node"] = "127.0.0.1:1002" })
            .Error.ShouldBeNull();
        using var json = JsonDocument.Parse(await console.PageAsync("/services.json?view=nodes&state=withheld"));

        json.RootElement.GetProperty("withheld").GetInt32().ShouldBe(1);
        json.RootElement.GetProperty("nodes").GetProperty("rows").EnumerateArray().Single().GetProperty("now").GetProperty("address").GetString().ShouldBe("http://127.0.0.1:1002");
        var html = await console.PageAsync("/services?view=nodes&state=withheld");
        html.ShouldContain("drained");
        // What is switched is told on every page.
        html.ShouldContain("Switched by hand: 1");
    }

    private static async Task<ConsoleHarness> CalledAsync()
    {
        var console = await ConsoleHarness.StartAsync();
        console.Pass(1);
        await console.CallAsync("/orders", Outcome.Answered(200), 99);
        await console.CallAsync("/orders", Outcome.Answered(503));
        await console.CallAsync("/pay", Outcome.Answered(503), 50);
        console.Pass(2);
        return console;
    }

    private static async Task<string[]> NamesAsync(ConsoleHarness console, string path)
    {
        using var json = JsonDocument.Parse(await console.PageAsync(path));
        return [.. json.RootElement.GetProperty("rows").GetProperty("rows").EnumerateArray().Select(static row => row.GetProperty("name").GetString()!)];
    }
}
