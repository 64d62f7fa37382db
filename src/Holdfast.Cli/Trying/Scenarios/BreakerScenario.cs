using Shop.Nodes;
using Shop.Running;

namespace Holdfast.Cli.Trying.Scenarios;

/// <summary>Recommendations fail altogether, and are mended later.</summary>
internal sealed class BreakerScenario : Scenario
{
    private const string Path = "/api/recommendations?user=try";
    private const int AskedMost = 1_000;
    private const int InARow = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public override string Name => "breaker";

    public override string About => "a service fails: its breaker opens, a fixed answer stands in for it, and it comes back by a ramp";

    public override string Interface => ShopInterfaces.Recommend;

    public override IReadOnlyList<string> Look => ["why --last recommend", "status"];

    public override async Task PlayAsync(TryStage stage, CancellationToken cancellation)
    {
        await stage.Nodes.TurnAsync(ShopServices.Recommendations, "\"fail\":1", cancellation);
        stage.Say($"Both nodes of {ShopServices.Recommendations} answer 503 to everything now. A customer asks for recommendations, again and again.");
        var opening = await UntilAsync(stage, async (_, answer) =>
            (await stage.WhyAsync(answer, cancellation))?.Steps.Any(static step => step.Decision == "breaker-open") == true, cancellation)
            ?? throw TryStage.InVain($"the breaker did not open within {AskedMost} requests");
        var opened = (await stage.WhyAsync(opening.All[^1], cancellation))!.Steps.First(static step => step.Decision == "breaker-open");
        stage.Say($"After {opening.Count} requests the breaker is open: {Of(opened)}, by {opened.Rule} ({opened.Place}).");
        stage.Say($"The customer got {opening.Statuses()}: {opening.Degraded} of {opening.Count} answers are the plan's own, an empty list, with the header Holdfast-Degraded. None was an error.");

        await stage.Nodes.HealAsync();
        stage.Say("The nodes are well again. Nobody tells the breaker.");
        var waiting = await UntilAsync(stage, static (_, answer) => Task.FromResult(!answer.IsDegraded && answer.IsGood), cancellation)
            ?? throw TryStage.InVain($"no trial passed within {AskedMost} requests");
        stage.Say($"After {waiting.Count - 1} more requests, which cost the nodes nothing, the first trial passed: {waiting.All[^1].Node} answered.");
        var row = 0;
        var ramp = await UntilAsync(stage, (_, answer) => Task.FromResult((row = answer.IsDegraded ? 0 : row + 1) >= InARow), cancellation)
            ?? throw TryStage.InVain($"the breaker did not close within {AskedMost} requests");
        stage.Say($"Then a growing share passed: {ramp.Count - ramp.Degraded} of {ramp.Count} reached the service, the last {InARow} in a row.");
        stage.Say($"The breaker is {await stage.CellAsync("breakers", ShopServices.Recommendations, "state", cancellation)}; no caller saw an error: {opening.Count + waiting.Count + ramp.Count} requests, {opening.Good + waiting.Good + ramp.Good} good answers.");
    }

    private static Task<TryTally?> UntilAsync(TryStage stage, Func<TryTally, TryAnswer, Task<bool>> isEnough, CancellationToken cancellation) =>
        stage.Customers.UntilAsync(() => stage.Customers.GetAsync(Path, cancellation), isEnough, AskedMost, Pause, cancellation);

    private static string Of(Core.Telemetry.Why.WhyStep step) =>
        step.Measured is { } measured ? $"{measured.Name} {measured.Value:0.##}, and {measured.Bound:0.##} is the bound" : "its number is not known";
}
