using System.Globalization;
using Holdfast.Testing;
using Holdfast.Testing.Faults;
using Holdfast.Testing.Overload;

namespace OverloadBench;

internal static class Program
{
    /// <summary>At the beginning of each load, not counted.</summary>
    private static readonly TimeSpan Skip = TimeSpan.FromSeconds(2);

    /// <summary>What nobody waits for any more is still worked on; the next load is not to find it.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

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

        using var folder = new TemporaryFolder();
        await Console.Out.WriteLineAsync(
            $"{options.Load.Nodes} nodes that answer {options.Load.Capacity} requests a second together; in time is within {options.Load.InTime.TotalSeconds:0.#} s.\n\n"
            + "| through | load | sent/s | in time/s | of capacity | p50 | p99 | critical | refused | p99 of refusals | unanswered | proxy, cores | load, cores |\n"
            + "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var name in options.Proxies)
        {
            // Fresh nodes for each, for what one proxy has left in their queues is none of the next one's.
            await using var nodes = await FaultNodes.StartAsync(options.Load.Nodes);
            await using var proxy = await ProxyUnderLoad.StartAsync(name, nodes, folder);
            await OverloadRun.PrepareAsync(nodes, options.Load);
            await OverloadRun.RunAsync(proxy.Url, options.Load, 0.7, Skip, Skip, CancellationToken.None);
            foreach (var times in options.Times)
            {
                await Task.Delay(Calm, TimeProvider.System);
                // A node forgets its queue with this: the loads are compared, not their order.
                await OverloadRun.PrepareAsync(nodes, options.Load);
                var (proxyBefore, loadBefore) = (proxy.Used, Environment.CpuUsage.TotalTime);
                var report = await OverloadRun.RunAsync(proxy.Url, options.Load, times, Skip, options.Counted, CancellationToken.None);
                var seconds = Skip + options.Counted;
                await Console.Out.WriteLineAsync(Row(name, report, (proxy.Used - proxyBefore) / seconds, (Environment.CpuUsage.TotalTime - loadBefore) / seconds));
            }
        }

        return 0;
    }

    /// <param name="proxy">Processors that it kept busy.</param>
    /// <param name="load">Those that sending the load did.</param>
    private static string Row(string name, OverloadReport report, double proxy, double load) => string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {report.Times:0.#}× | {report.Sent / report.Seconds:0} | {report.Goodput:0} | {report.Goodput / report.Load.Capacity:0.00} | {report.Answered.P50:0.0} | {report.Answered.P99:0.0} | {report.CriticalAnswered:0.0000} | {report.Refused.Requests.Count} | {report.Refused.P99:0.0} | {report.Unanswered} | {proxy:0.00} | {load:0.00} |");
}
