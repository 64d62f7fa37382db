using Shop.Load;

namespace Holdfast.Cli.Demo;

/// <summary>One line now and then: for files, pipes and log collectors.</summary>
internal sealed class PlainProgress(TextWriter output) : IDemoProgress
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public async Task RunAsync(Func<LoadSnapshot> read, TimeProvider time, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Every, time);
        var rates = new LoadRates();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
                await output.WriteLineAsync(LineOf(read(), rates));
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }
    }

    internal static string LineOf(LoadSnapshot now, LoadRates rates)
    {
        var rows = rates.Over(now);
        var slowest = rows.MaxBy(static row => row.Counts.P99 ?? TimeSpan.Zero)!;
        return $"{now.Elapsed:mm\\:ss} {rows.Sum(static row => row.PerSecond):0} requests/s, {rows.Sum(static row => row.Failed)} failed, "
            + $"{now.InFlight} in flight; slowest {slowest.Counts.Interface} p99 {LoadRates.Milliseconds(slowest.Counts.P99)}";
    }
}
