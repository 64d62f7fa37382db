using System.Globalization;

namespace AsyncBench;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        BenchOptions options;
        try
        {
            options = BenchOptions.Parse(arguments);
        }
        catch (Exception unclear) when (unclear is FormatException or OverflowException)
        {
            await Console.Error.WriteLineAsync($"bench: {unclear.Message}");
            return 2;
        }

        foreach (var part in options.Parts)
        {
            await (part switch
            {
                "queue" => QueueAsync(options),
                "http" => HttpBench.RunAsync(options),
                "backlog" => BacklogAsync(options),
                _ => throw new FormatException($"no part '{part}'"),
            });
        }

        return 0;
    }

    public static Task SayAsync(FormattableString line) => Console.Out.WriteLineAsync(line.ToString(CultureInfo.InvariantCulture));

    private static async Task QueueAsync(BenchOptions options)
    {
        await SayAsync($"\nThe queue alone, {options.BodyBytes} bytes each:\n\n| clients | accepted/s | p50 ms | p99 ms | worst ms | delivered/s |\n|--:|--:|--:|--:|--:|--:|");
        foreach (var clients in options.Clients)
        {
            await using var queue = new QueueBench(options);
            await queue.DeliverAsync(clients, TimeSpan.FromSeconds(2));
            var accepted = await queue.AcceptAsync(clients, options.Counted);
            await using var other = new QueueBench(options);
            var delivered = await other.DeliverAsync(clients, options.Counted);
            await SayAsync($"| {clients} | {accepted.Count / options.Counted.TotalSeconds:0} | {accepted.P50:0.00} | {accepted.P99:0.00} | {accepted.Worst:0.0} | {delivered:0} |");
        }
    }

    private static async Task BacklogAsync(BenchOptions options)
    {
        await SayAsync($"\nWith as many waiting:\n\n| waiting | accepted/s by 64 | p50 ms | p99 ms | worst ms | claim of 64, p50 ms | p99 ms | managed memory, MiB | RSS, MiB |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        await using var queue = new QueueBench(options);
        await queue.DeliverAsync(64, TimeSpan.FromSeconds(2));
        foreach (var waiting in (int[])[0, options.Waiting / 10, options.Waiting])
        {
            await queue.FillAsync(waiting - (waiting == options.Waiting ? options.Waiting / 10 : 0));
            GC.Collect();
            var accepted = await queue.AcceptAsync(64, TimeSpan.FromSeconds(2));
            var claimed = await queue.ClaimAsync(200, 64);
            var (managed, all) = (GC.GetTotalMemory(forceFullCollection: true) >> 20, Environment.WorkingSet >> 20);
            await SayAsync($"| {waiting} | {accepted.Count / 2} | {accepted.P50:0.00} | {accepted.P99:0.00} | {accepted.Worst:0.0} | {claimed.P50:0.00} | {claimed.P99:0.00} | {managed} | {all} |");
        }
    }
}
