using Shop.Nodes;
using Shop.Running;

namespace Holdfast.Cli.Trying.Scenarios;

/// <summary>Accounts hang: whoever wants to register waits.</summary>
internal sealed class HangScenario : Scenario
{
    private const int Customers = 60;
    private const int Orders = 20;

    public override string Name => "hang";

    public override string About => "a service hangs: only so many calls wait for it, the rest is refused at once, and orders go on as before";

    public override string Interface => ShopInterfaces.Register;

    public override IReadOnlyList<string> Look => ["why --last register", "status"];

    public override async Task PlayAsync(TryStage stage, CancellationToken cancellation)
    {
        var before = await OrderAsync(stage, cancellation);
        stage.Say($"{Orders} customers order something: {before.Statuses()}, half of them within {before.Within(0.5).TotalMilliseconds:0} ms.");
        await stage.Nodes.TurnAsync(ShopServices.Accounts, "\"hang\":true", cancellation);
        stage.Say($"Both nodes of {ShopServices.Accounts} take requests now and answer nothing. {Customers} people want to register at once.");
        var hanging = TryCustomers.AtOnceAsync(Customers, number => stage.Customers.PostAsync("/api/users", $$"""{"email":"try-{{number}}@example.com","name":"Try {{number}}"}""", cancellation));
        var meanwhile = await OrderAsync(stage, cancellation);
        stage.Say($"Meanwhile {Orders} customers order something: {meanwhile.Statuses()}, half of them within {meanwhile.Within(0.5).TotalMilliseconds:0} ms.");
        var tally = await hanging;
        var refused = tally.All.Where(static answer => answer.Status == 503).ToArray();
        stage.Say($"Who wanted to register got {tally.Statuses()}.");
        if (refused.Length == 0 || await stage.RefusedAsync(Interface, "isolation", cancellation) is not { } full) throw TryStage.InVain($"nothing was refused by the pool: {tally.Statuses()}");
        stage.Say($"{refused.Length} were refused, the quickest after {refused.Min(static one => one.Took).TotalMilliseconds:0} ms: {TryStage.Of(full.Step)}. The others held the places of the pool until their time was up.");
        if (meanwhile.Good < Orders) throw TryStage.InVain($"orders suffered: {meanwhile.Statuses()}");
    }

    private static Task<TryTally> OrderAsync(TryStage stage, CancellationToken cancellation) => TryCustomers.AtOnceAsync(
        Orders, number => stage.Customers.PostAsync("/api/orders", $$"""{"user":"try-{{number}}","lines":[{"item":"i-001","quantity":1}]}""", cancellation));
}
