using Shop.Running;

namespace Holdfast.Cli.Trying.Scenarios;

/// <summary>A sale is on, and somebody gives up what is missed least.</summary>
internal sealed class BigSaleScenario : Scenario
{
    private const int Customers = 60;
    private const int Orders = 10;

    public override string Name => "big-sale";

    public override string About => "a degradation plan is entered: suggestions and search make room, orders go on, and everything comes back";

    public override string Interface => ShopInterfaces.Search;

    public override IReadOnlyList<string> Look => ["degrade show big-sale", "why --last search"];

    public override async Task PlayAsync(TryStage stage, CancellationToken cancellation)
    {
        var before = await SuggestAsync(stage, cancellation);
        stage.Say($"{Customers} customers are shown suggestions: {before.Statuses()}, {before.Of(static answer => answer.Node.Length > 0)} of them by a node.");
        try
        {
            stage.Say(await stage.OrderAsync("levels", "enter", "a sale is on", cancellation, ("plan", "big-sale"), ("level", "2"), ("for", "5m")));
            var during = await SuggestAsync(stage, cancellation);
            stage.Say($"Suggestions, from the next call on: {during.Statuses()}, {during.Degraded} of them the plan's fixed answer, half within {during.Within(0.5).TotalMilliseconds:0} ms. Their nodes were asked for nothing.");
            if (during.Degraded < Customers) throw TryStage.InVain($"the plan answered {during.Degraded} of {Customers} suggestions");
            var searched = await TryCustomers.AtOnceAsync(Customers, number => stage.Customers.GetAsync($"/api/search?q=try-{number}", cancellation));
            if (await stage.RefusedAsync(Interface, "limits", cancellation) is not { } limited) throw TryStage.InVain($"nothing was refused: {searched.Statuses()}");
            stage.Say($"{Customers} searches at once: {searched.Statuses()}: {TryStage.Of(limited.Step)}.");
            var placed = await TryCustomers.AtOnceAsync(Orders, number => stage.Customers.PostAsync("/api/orders", $$"""{"user":"try-{{number}}","lines":[{"item":"i-001","quantity":1}]}""", cancellation));
            stage.Say($"Orders that are placed meanwhile: {placed.Statuses()}.");
            if (placed.Good < Orders) throw TryStage.InVain($"orders were refused: {placed.Statuses()}");
        }
        finally
        {
            // The first leaves it, and users come back little by little; the second brings all of them back.
            var left = await stage.OrderAsync("levels", "leave", "it was only tried", CancellationToken.None, ("plan", "big-sale"));
            await stage.OrderAsync("levels", "leave", "it was only tried", CancellationToken.None, ("plan", "big-sale"));
            stage.Say(left);
        }

        var after = await SuggestAsync(stage, cancellation);
        stage.Say($"Suggestions afterwards: {after.Statuses()}, {after.Degraded} of them by the plan.");
    }

    private static Task<TryTally> SuggestAsync(TryStage stage, CancellationToken cancellation) =>
        TryCustomers.AtOnceAsync(Customers, number => stage.Customers.GetAsync($"/api/recommendations?user=try-{number}", cancellation));
}
