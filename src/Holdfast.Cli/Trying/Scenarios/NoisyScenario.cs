using Shop.Nodes;
using Shop.Running;

namespace Holdfast.Cli.Trying.Scenarios;

/// <summary>One client browses far more often than it should.</summary>
internal sealed class NoisyScenario : Scenario
{
    private const string Path = "/api/catalog/items?page=1";
    private const int Noisy = 100;
    private const int Quiet = 10;

    public override string Name => "noisy";

    public override string About => "one client asks far more than its share: it is told so, and the others notice nothing";

    public override string Interface => ShopInterfaces.ListItems;

    public override IReadOnlyList<string> Look => ["why --last list-items", "status"];

    public override async Task PlayAsync(TryStage stage, CancellationToken cancellation)
    {
        stage.Say($"One client asks for a page {Noisy} times at once; another one {Quiet} times meanwhile.");
        var noisy = TryCustomers.AtOnceAsync(Noisy, _ => AskAsync("try-noisy"));
        var quiet = await TryCustomers.AtOnceAsync(Quiet, _ => AskAsync("try-quiet"));
        var loud = await noisy;
        if (await stage.RefusedAsync(Interface, "limits", cancellation) is not { } refused) throw TryStage.InVain($"nothing was refused: {loud.Statuses()}");
        stage.Say($"The loud one got {loud.Statuses()}; the other one {quiet.Statuses()}.");
        stage.Say($"The loud one was refused: {TryStage.Of(refused.Step)}; it may come again in {Math.Ceiling(refused.Report.Told!.RetryAfterSeconds):0} s.");
        if (quiet.Good < Quiet) throw TryStage.InVain($"the quiet client was not served: {quiet.Statuses()}");

        Task<TryAnswer> AskAsync(string user) => stage.Customers.GetAsync(Path, cancellation, (ShopHeaders.User, user));
    }
}
