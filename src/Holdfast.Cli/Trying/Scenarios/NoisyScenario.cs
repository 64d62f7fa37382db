using Shop.Nodes;
using Shop.Running;

namespace Holdfast.Cli.Trying.Scenarios;

/// <summary>One client searches far more often than it should.</summary>
internal sealed class NoisyScenario : Scenario
{
    private const string Path = "/api/search?q=lamp";
    private const int Noisy = 100;
    private const int Quiet = 10;

    public override string Name => "noisy";

    public override string About => "one client asks far more than its share: it is told so, and the others notice nothing";

    public override string Interface => ShopInterfaces.Search;

    public override IReadOnlyList<string> Look => ["why --last search", "status"];

    public override async Task PlayAsync(TryStage stage, CancellationToken cancellation)
    {
        stage.Say($"One client searches {Noisy} times at once; another one searches {Quiet} times meanwhile.");
        var noisy = TryCustomers.AtOnceAsync(Noisy, _ => AskAsync("try-noisy"));
        var quiet = await TryCustomers.AtOnceAsync(Quiet, _ => AskAsync("try-quiet"));
        var loud = await noisy;
        if (loud.All.FirstOrDefault(static answer => answer.Status == 429) is not { } refused) throw TryStage.InVain($"nothing was refused: {loud.Statuses()}");
        stage.Say($"The loud one got {loud.Statuses()}; the other one {quiet.Statuses()}.");
        if (await stage.WhyAsync(refused, cancellation) is { Told: { } told } why)
        {
            var step = why.Steps.LastOrDefault(step => step.Decision == told.Decision);
            var number = step?.Measured is { } measured ? $", on {measured.Name} {measured.Value:0.##} against {measured.Bound:0.##}" : "";
            stage.Say($"It was refused at {step?.Stage} ({told.Decision}) by {told.Rule} ({told.Place}){number}; it may come again in {Math.Ceiling(told.RetryAfterSeconds):0} s.");
        }

        if (quiet.Good < Quiet) throw TryStage.InVain($"the quiet client was not served: {quiet.Statuses()}");

        Task<TryAnswer> AskAsync(string user) => stage.Customers.GetAsync(Path, cancellation, (ShopHeaders.User, user));
    }
}
