using Shop.Running;

namespace Holdfast.Cli.Trying.Scenarios;

/// <summary>An item is on everybody's lips.</summary>
internal sealed class HotScenario : Scenario
{
    private const string Path = "/api/catalog/items/i-042";
    private const int AtOnce = 10;
    private const int Rounds = 400;
    private const double Enough = 0.85;

    public override string Name => "hot";

    public override string About => "everybody wants one item: it is found to be hot, and answered from memory while the others go on to the nodes";

    public override string Interface => ShopInterfaces.ReadItem;

    public override IReadOnlyList<string> Look => ["status"];

    public override async Task PlayAsync(TryStage stage, CancellationToken cancellation)
    {
        stage.Say($"{AtOnce} customers at a time look at one item, again and again.");
        var all = new TryTally();
        for (var round = 1; round <= Rounds; round++)
        {
            var tally = await TryCustomers.AtOnceAsync(AtOnce, _ => stage.Customers.GetAsync(Path, cancellation));
            foreach (var answer in tally.All) all.Add(answer);
            var last = all.All.TakeLast(10 * AtOnce).ToArray();
            if (last.Length < 10 * AtOnce || last.Count(static answer => answer.IsCached) < Enough * last.Length) continue;
            var first = all.All.TakeWhile(static answer => !answer.IsCached).Count();
            stage.Say($"After {first} requests the item was known to be hot: from then on the gateway answered from memory, as the header Cache-Status says.");
            stage.Say($"Of the last {last.Length} requests {last.Count(static answer => answer.IsCached)} did not reach a node; all {all.Count} got {all.Statuses()}.");
            return;
        }

        throw TryStage.InVain($"the item was not answered from memory within {Rounds * AtOnce} requests: {all.Statuses()}");
    }
}
