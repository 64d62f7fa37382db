using Holdfast.Core.Telemetry.Why;
using Shop.Nodes;
using Shop.Running;

namespace Holdfast.Cli.Trying.Scenarios;

/// <summary>One node of search becomes slow, without failing.</summary>
internal sealed class HedgeScenario : Scenario
{
    private const string Path = "/api/search?q=lamp";
    private const int AskedLeast = 50;
    private const int AskedMost = 600;
    private const string Slow = "3s";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public override string Name => "hedge";

    public override string About => "one node of two becomes slow: a request that waits for it is asked of the other as well, and the first answer counts";

    public override string Interface => ShopInterfaces.Search;

    public override IReadOnlyList<string> Look => ["why --list --last search", "status"];

    public override async Task PlayAsync(TryStage stage, CancellationToken cancellation)
    {
        var slow = stage.Nodes.Of(ShopServices.Search)[0];
        await stage.Nodes.TurnAsync(slow, $"\"slow\":\"{Slow}\"", cancellation);
        stage.Say($"{slow.Authority}, one of the two nodes of {ShopServices.Search}, takes {Slow} longer for everything now, and fails nothing.");
        WhyReport? hedged = null;
        var asker = 0;
        var asked = await stage.Customers.UntilAsync(
            () => stage.Customers.GetAsync(Path, cancellation, (ShopHeaders.User, $"try-{++asker}")),
            async (tally, _) => (hedged ??= (await stage.KeptAsync(ShopInterfaces.Search, cancellation)).FirstOrDefault(
                report => report.Attempts.Any(static one => one.IsHedge && one.Outcome == "success") && report.Attempts.Any(one => one.Node.EndsWith(slow.Authority, StringComparison.Ordinal)))) is not null && tally.Count >= AskedLeast,
            AskedMost, Pause, cancellation) ?? throw TryStage.InVain($"no request was asked twice within {AskedMost}: none waited for the slow node");
        var (first, second) = (hedged!.Attempts.First(static one => !one.IsHedge), hedged.Attempts.First(static one => one.IsHedge));
        stage.Say($"A request went to the slow node. After {second.AfterMs:0} ms without an answer it was asked of {second.Node} as well, which answered in {second.TookMs:0} ms; the first was given up ({first.Outcome}).");
        stage.Say($"{asked.Count} requests were asked meanwhile: {asked.Statuses()}, 99 of 100 within {asked.Within(0.99).TotalMilliseconds:0} ms. Without the second attempt, those that the slow node got would have taken {Slow}.");
    }
}
