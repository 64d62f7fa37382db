using System.CommandLine;
using System.Text.RegularExpressions;
using Holdfast.Cli.Trying;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Words;
using Holdfast.Testing.Processes;
using Shop.Catalogue;
using Shop.Running;

namespace Holdfast.Cli.Tests.Docs;

/// <summary>What the tour asks for is there: its commands, its paths, its changes of the demo's plan.</summary>
public sealed partial class TourTests
{
    private const int TimeoutMs = 1000;

    private static readonly string Page = File.ReadAllText(Path.Combine(Installation.Root, "docs", "tour.md"));

    private static readonly string Plan = ShopPlan.Write(
        [.. ShopTopology.Demo.Nodes.Select((node, i) => new ShopAddress(node, new Uri($"http://127.0.0.1:{5000 + i}")))]);

    [Fact]
    public void Curl_EveryPathOfTheGateway_IsAnInterfaceOfTheShopOrMeantToBeNone()
    {
        var paths = Traffic().Matches(Page).Select(match => match.Groups["path"].Value).ToArray();

        paths.ShouldContain("/nowhere");
        paths.Length.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var path in paths.Where(path => path != "/nowhere"))
        {
            ShopInterfaces.All.ShouldContain(one => one.Method == "GET" && Matches(one.Path, path), $"no interface of the shop takes {path}");
            if (Item().Match(path) is { Success: true } item)
                Enumerable.Range(0, Goods.ItemsMax).Select(Goods.IdOf).ShouldContain(item.Groups["id"].Value, "the shop has no such item");
        }
    }

    [Fact]
    public void Commands_EveryOne_IsUnderstood()
    {
        var commands = Command().Matches(Page).Select(match => match.Groups["arguments"].Value.Trim()).ToArray();

        commands.ShouldContain("up --demo");
        foreach (var command in commands)
            CommandLine.Create().Parse(command.Split(' ')).Errors.Select(error => error.Message).ShouldBeEmpty($"holdfast {command}");
    }

    [Fact]
    public void Scenarios_EveryOne_HasItsSection()
    {
        foreach (var one in ScenarioList.All) Page.ShouldContain($"\n```sh\n./holdfast try {one.Name}\n```\n");
    }

    [Fact]
    public void Change_OfSearch_IsAPlanThatHoldfastTakes()
    {
        var changed = Yaml().Match(Page).Groups["text"].Value;
        changed.ShouldStartWith("  search:\n");
        var search = Plan.LastIndexOf("  search:\n", StringComparison.Ordinal);
        var next = Plan.IndexOf("\n  # ", search, StringComparison.Ordinal);

        var plan = Plan[..search] + changed + Plan[(next + 1)..];

        Errors(plan).ShouldBeEmpty();
        Errors(plan.Replace("timeout: 1ms", "timeuot: 1ms", StringComparison.Ordinal)).ShouldHaveSingleItem().Advice.ShouldContain("'timeout'");
        // What the tour says of the one who leaves 'retry' there.
        Errors(plan.Replace("timeout: 1ms", "timeout: 1ms\n    retry: { attempts: 2, per-try: 900ms }", StringComparison.Ordinal))
            .ShouldHaveSingleItem().Id.ShouldBe("HF2011");
    }

    [Fact]
    public void Change_OfTheLiveVersion_IsAPlanThatHoldfastTakes()
    {
        Page.ShouldContain("`live: v8` for `accounts`");
        Plan.ShouldContain("live: v7");

        var changed = Plan.Replace("live: v7", "live: v8", StringComparison.Ordinal);
        Errors(changed).ShouldBeEmpty();
        // What the terminal says of it.
        PlanDiff.Compare(Read(Plan).Plan!, Read(changed).Plan!).ShouldHaveSingleItem().ToString().ShouldContain("live");
    }

    private static IReadOnlyList<PlanError> Errors(string plan) => Read(plan).Errors;

    private static PlanResult Read(string plan) => PlanReader.Read("/shop.yaml", new MemoryPlanFiles().Add("/shop.yaml", plan), static _ => null);

    private static bool Matches(string template, string path) =>
        Regex.IsMatch(path, $"^{Placeholder().Replace(template, "[^/]+")}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"127\.0\.0\.1:8080(?<path>/[^\s""?`]*)", RegexOptions.None, TimeoutMs)]
    private static partial Regex Traffic();

    [GeneratedRegex("^/api/catalog/items/(?<id>.+)$", RegexOptions.None, TimeoutMs)]
    private static partial Regex Item();

    /// <summary>As it stands in a block, or between backticks.</summary>
    [GeneratedRegex(@"\./holdfast (?<arguments>[^`\n]+)", RegexOptions.None, TimeoutMs)]
    private static partial Regex Command();

    [GeneratedRegex("```yaml\n(?<text>.*?)```", RegexOptions.Singleline, TimeoutMs)]
    private static partial Regex Yaml();

    [GeneratedRegex("{[^}]+}", RegexOptions.None, TimeoutMs)]
    private static partial Regex Placeholder();
}
