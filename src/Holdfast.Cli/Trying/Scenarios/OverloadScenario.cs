using Shop.Nodes;
using Shop.Running;

namespace Holdfast.Cli.Trying.Scenarios;

/// <summary>Orders are asked for more than they can answer; what is sold must go on.</summary>
internal sealed class OverloadScenario : Scenario
{
    private const int Lookers = 200;
    private const int RoundsLeast = 10;
    private const int Rounds = 40;
    private const int Orders = 4;
    private const double ServedLeast = 0.9;

    public override string Name => "overload";

    public override string About => "a service is asked for far more than it can answer: looking at orders is refused, placing them goes on";

    public override string Interface => ShopInterfaces.ListOrders;

    public override IReadOnlyList<string> Look => ["why --last list-orders", "status"];

    public override async Task PlayAsync(TryStage stage, CancellationToken cancellation)
    {
        await stage.Nodes.TurnAsync(ShopServices.Orders, "\"slow\":\"200ms\"", cancellation);
        stage.Say($"Both nodes of {ShopServices.Orders} take 200 ms longer now; together they can answer about 100 requests a second.");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var looked = new TryTally();
        var looking = Task.WhenAll(Enumerable.Range(0, Lookers).Select(number => LookAsync(stage, number, looked, enough.Token)));
        stage.Say($"{Lookers} customers look at their orders, each again as soon as there is an answer. Meanwhile others place orders, {Orders} at a time.");
        var placed = new TryTally();
        for (var round = 0; round < Rounds && (round < RoundsLeast || looked.Of(static answer => answer.Status == 503) == 0); round++)
        {
            var tally = await TryCustomers.AtOnceAsync(Orders, number => stage.Customers.PostAsync("/api/orders", $$"""{"user":"try-{{number}}","lines":[{"item":"i-001","quantity":1}]}""", cancellation));
            foreach (var answer in tally.All) placed.Add(answer);
        }

        await enough.CancelAsync();
        await looking;
        if (await stage.RefusedAsync(Interface, "pool", cancellation) is not { } shed) throw TryStage.InVain($"nothing was refused: {looked.Statuses()}");
        stage.Say($"Who looked got {looked.Statuses()}: {TryStage.Of(shed.Step)}.");
        stage.Say($"Who placed an order got {placed.Statuses()}, half of them within {placed.Within(0.5).TotalMilliseconds:0} ms: 'criticality: critical' goes first.");
        if (placed.Good < ServedLeast * placed.Count) throw TryStage.InVain($"orders were refused: {placed.Statuses()}");
    }

    private static async Task LookAsync(TryStage stage, int number, TryTally tally, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                var answer = await stage.Customers.GetAsync($"/api/orders?user=try-{number}", enough, (ShopHeaders.User, $"try-{number}"));
                tally.Add(answer);
                // Who is refused looks again a little later.
                if (!answer.IsGood) await Task.Delay(TimeSpan.FromMilliseconds(200), stage.Time, enough);
            }
            catch (OperationCanceledException) when (enough.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
