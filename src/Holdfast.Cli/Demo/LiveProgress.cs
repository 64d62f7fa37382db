using Shop.Load;
using Spectre.Console;

namespace Holdfast.Cli.Demo;

/// <summary>A table that keeps itself up to date, on a terminal.</summary>
internal sealed class LiveProgress : IDemoProgress
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public async Task RunAsync(Func<LoadSnapshot> read, TimeProvider time, CancellationToken cancellation)
    {
        var rates = new LoadRates();
        using var timer = new PeriodicTimer(Every, time);
        await AnsiConsole.Live(TableOf(read(), rates)).AutoClear(true).StartAsync(async live =>
        {
            try
            {
                while (await timer.WaitForNextTickAsync(cancellation))
                    live.UpdateTarget(TableOf(read(), rates));
            }
            catch (OperationCanceledException)
            {
                // As asked.
            }
        });
    }

    internal static Table TableOf(LoadSnapshot now, LoadRates rates)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("interface");
        foreach (var heading in new[] { "requests/s", "failed", "failed in all", "p50", "p99" })
            table.AddColumn(new TableColumn(heading).RightAligned());
        table.AddColumn("last failure");
        foreach (var (counts, perSecond, failed) in rates.Over(now))
        {
            table.AddRow(
                Markup.Escape(counts.Interface), $"{perSecond:0.0}", failed == 0 ? "0" : $"[red]{failed}[/]", $"{counts.Failed}",
                LoadRates.Milliseconds(counts.P50), LoadRates.Milliseconds(counts.P99), Markup.Escape(counts.LastFailure ?? ""));
        }

        return table.Caption($"{now.Elapsed:mm\\:ss}, {now.InFlight} in flight, {now.Ok} answered, {now.Failed} failed");
    }
}
