using Holdfast.Cli.Data;
using Holdfast.Cli.Starting;
using Holdfast.Cli.Up;
using Shop.Running;
using Spectre.Console;

namespace Holdfast.Cli.Demo;

/// <summary><c>up --demo</c>: the shop's nodes as child processes, the gateway before them, and customers.</summary>
internal static class ShopDemo
{
    public const string PlanName = "holdfast.yaml";

    /// <summary>Whether a table can be drawn over again.</summary>
    public static bool IsOnTerminal => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    public static async Task<int> RunAsync(UpOptions options, StopSignals stop, TimeProvider time)
    {
        var began = time.GetTimestamp();
        var screen = new Screen(isLive: IsOnTerminal);
        // Before a dozen processes are started for nothing.
        DemoPorts.Check(options);
        using var data = options.Data is null ? DataFolder.OpenTemporary(time) : DataFolder.Open(options.Data, time);
        await Console.Out.WriteLineAsync($"Starting the shop: {ShopTopology.Demo.Nodes.Count} nodes ...");
        await using var shop = await StartAsync(stop, time);
        var file = Path.Combine(data.Path, PlanName);
        await File.WriteAllTextAsync(file, ShopPlan.Write(shop.Addresses), stop.Stopping);
        var plan = UpPlan.Read(file);
        await using var server = await UpServer.StartAsync(options, plan, data, stop, screen, time);
        await Console.Out.WriteAsync($"{UpBanner.Of(server, server.Plan, data.Path, isShown: true)}\n{DemoHints.Of(server, shop)}\n");
        var restarts = new DemoRestarts(shop, screen, time).RunAsync(stop.Stopping);
        await new DemoLoad(server, screen, time, began).RunAsync(stop);
        await restarts;
        return await server.StopAsync(stop.Hurry);
    }

    private static async Task<ShopProcesses> StartAsync(StopSignals stop, TimeProvider time)
    {
        try
        {
            return await ShopProcesses.StartAsync(ShopTopology.Demo, new ShopProcessOptions(), time, stop.Stopping);
        }
        catch (ShopStartException fault)
        {
            throw StartException.CannotStart(StartErrors.Demo, fault.Message, fault);
        }
    }
}
