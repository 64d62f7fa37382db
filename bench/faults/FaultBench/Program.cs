using Holdfast.Testing;
using Holdfast.Testing.Faults;

namespace FaultBench;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        BenchOptions options;
        try
        {
            options = BenchOptions.Parse(arguments);
        }
        catch (Exception unclear) when (unclear is FormatException or OverflowException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"bench: {unclear.Message}");
            return 2;
        }

        using var folder = new TemporaryFolder();
        await using var nodes = await FaultNodes.StartAsync(FaultCatalogue.Zones.Count);
        List<ProxyUnderFault> proxies = [];
        try
        {
            foreach (var name in options.Proxies)
                proxies.Add(await ProxyUnderFault.StartAsync(name, options.Services, nodes, folder));
            Console.Write(await RunAsync(options, nodes, proxies));
            return 0;
        }
        finally
        {
            foreach (var proxy in proxies)
                await proxy.DisposeAsync();
        }
    }

    private static async Task<object> RunAsync(BenchOptions options, FaultNodes nodes, IReadOnlyList<ProxyUnderFault> proxies)
    {
        var reports = new Dictionary<(string Fault, string Proxy), List<FaultReport>>();
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var each in options.Faults)
            {
                var fault = each.Again(round + 1);
                // Another proxy begins in each round, so that none always follows the same neighbour.
                for (var turn = 0; turn < proxies.Count; turn++)
                {
                    var proxy = proxies[(turn + round) % proxies.Count];
                    await Console.Error.WriteLineAsync($"bench: round {round + 1} of {options.Rounds}, {fault.Name}, {proxy.Name}");
                    var report = await FaultRun.RunAsync(fault, nodes, proxy.Url(fault), options.Times, CancellationToken.None);
                    if (!reports.TryGetValue((each.Name, proxy.Name), out var rounds))
                        reports.Add((each.Name, proxy.Name), rounds = []);
                    rounds.Add(report);
                }
            }
        }

        if (options.IsHedging) return HedgingTable.Of(proxies.Select(proxy => (proxy.Name, (IReadOnlyList<FaultReport>)reports[(HedgingTable.Fault.Name, proxy.Name)])), nodes);
        var table = new FaultTable();
        foreach (var fault in options.Faults)
            foreach (var proxy in proxies)
                table.Add(proxy.Name, reports[(fault.Name, proxy.Name)]);
        return table;
    }
}
