using System.Runtime.InteropServices;

namespace Shop.Running;

/// <summary>The whole shop under one process, without a gateway: <c>Shop.dll all [--plan FILE]</c>.</summary>
internal static class ShopHost
{
    public const string Usage = "usage: Shop.dll all [--plan FILE]";

    /// <summary>Writes the plan to the file, or to standard output, once every node listens.</summary>
    public static async Task<int> RunAsync(string? planFile, TimeProvider time)
    {
        using var stop = new CancellationTokenSource();
        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        try
        {
            await using var shop = await ShopProcesses.StartAsync(ShopTopology.Demo, new(), time, stop.Token);
            var plan = ShopPlan.Write(shop.Addresses);
            if (planFile is null)
                await Console.Out.WriteAsync(plan);
            else
                await File.WriteAllTextAsync(planFile, plan, stop.Token);
            await Console.Error.WriteLineAsync($"shop: {shop.Nodes.Count} nodes listen; Ctrl-C ends them");
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // As asked.
        }
        catch (ShopStartException failure)
        {
            await Console.Error.WriteLineAsync($"shop: {failure.Message}");
            return 3;
        }

        return 0;
    }
}
