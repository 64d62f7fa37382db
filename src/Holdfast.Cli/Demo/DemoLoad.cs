using Holdfast.Cli.Up;
using Shop.Load;

namespace Holdfast.Cli.Demo;

/// <summary>The shop's customers, and how they fare, shown as it happens.</summary>
/// <param name="began">Timestamp of the start, to be measured from.</param>
internal sealed class DemoLoad(UpServer server, Screen screen, TimeProvider time, long began)
{
    private static readonly LoadOptions Options = LoadOptions.Default;

    /// <summary>Runs until somebody stops the demo, also when the load's own time is over.</summary>
    public async Task RunAsync(StopSignals stop)
    {
        using var load = new ShopLoad(server.Traffic[0], Options, time);
        var running = RunLoadAsync(load, stop.Stopping);
        var showing = ShowAsync(load, stop.Stopping);
        await stop.Asked;
        await running;
        await showing;
        var total = load.Snapshot();
        await Console.Out.WriteLineAsync($"\nStopping. {total.Ok} requests were answered, {total.Failed} failed.");
    }

    private async Task RunLoadAsync(ShopLoad load, CancellationToken stopping)
    {
        if (await load.RunAsync(stopping) == LoadEnd.DurationReached)
            screen.Say($"The load has ended after {Options.DurationMax.TotalMinutes} minutes; the shop goes on until Ctrl-C.\n");
    }

    private async Task ShowAsync(ShopLoad load, CancellationToken stopping)
    {
        Task first = load.FirstOk;
        await first.WaitAsync(Options.Timeout, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (load.FirstOk.IsCompletedSuccessfully)
            screen.Say($"First request answered {time.GetElapsedTime(began).TotalSeconds:0.0} s after the start.\n");
        IDemoProgress progress = ShopDemo.IsOnTerminal ? new LiveProgress() : new PlainProgress(Console.Out);
        await progress.RunAsync(load.Snapshot, time, stopping);
    }
}
