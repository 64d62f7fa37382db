using Shop.Running;

namespace Holdfast.Cli.Trying.Scenarios;

/// <summary>A sale begins, and everybody wants a coupon at the same moment.</summary>
internal sealed class BurstScenario : Scenario
{
    private const int Customers = 24;
    private const double PerSecond = 20;

    public override string Name => "burst";

    public override string About => "everybody comes at the same moment: a pace lets them in one after the other, and nobody is refused";

    public override string Interface => ShopInterfaces.IssueCoupon;

    public override IReadOnlyList<string> Look => ["status"];

    public override async Task PlayAsync(TryStage stage, CancellationToken cancellation)
    {
        stage.Say($"{Customers} customers ask for a coupon at the same moment. The plan lets {PerSecond:0} a second pass, and has the others wait for their turn.");
        var tally = await TryCustomers.AtOnceAsync(Customers, number => stage.Customers.PostAsync("/api/coupons", $$"""{"user":"try-{{number}}","campaign":"welcome"}""", cancellation));
        if (tally.Good < Customers) throw TryStage.InVain($"not everybody got a coupon: {tally.Statuses()}");
        stage.Say($"Everybody got one: {tally.Statuses()}. The first after {tally.Within(0).TotalMilliseconds:0} ms, half of them within {tally.Within(0.5).TotalMilliseconds:0} ms, the last after {tally.Within(1).TotalMilliseconds:0} ms.");
        stage.Say($"The nodes had them one by one, {1_000 / PerSecond:0} ms apart, in the place of {Customers} at once. Had they all come for longer than the queue and the patience of the plan allow, the rest had been told 429, and when to come again.");
    }
}
