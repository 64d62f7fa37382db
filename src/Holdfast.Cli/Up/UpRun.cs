using Holdfast.Cli.Data;
using Holdfast.Cli.Demo;
using Holdfast.Cli.Plans;
using Holdfast.Cli.Starting;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Up;

/// <summary>Runs the gateway until it is asked to stop.</summary>
internal static class UpRun
{
    public static async Task<int> RunAsync(UpOptions options)
    {
        UpRules.Check(options);
        options = options with { Access = AdminListener.Settings(options.Admin, Environment.GetEnvironmentVariable, TimeProvider.System) };
        using var stop = new StopSignals(isHangupStop: options.Demo);
        try
        {
            return options.Demo
                ? await ShopDemo.RunAsync(options, stop, TimeProvider.System)
                : await ServeAsync(options, stop, TimeProvider.System);
        }
        catch (OperationCanceledException) when (stop.Stopping.IsCancellationRequested)
        {
            // Asked to stop before it served.
            return ExitCode.Fine;
        }
        catch (BadPlanException fault)
        {
            await Console.Error.WriteAsync(PlanErrorText.Of(fault.Result, new SourceLines(new DiskPlanFiles())));
            return ExitCode.BadInput;
        }
    }

    private static async Task<int> ServeAsync(UpOptions options, StopSignals stop, TimeProvider time)
    {
        var plan = options.To is { } url ? UpPlan.To(url) : options.Plan is { } file ? UpPlan.Read(file) : null;
        using var data = DataFolder.Open(DataFolderPath.Resolve(options.Data, Environment.GetEnvironmentVariable), time);
        await using var server = await UpServer.StartAsync(options, plan, data, stop, new Screen(isLive: false), time);
        await Console.Out.WriteAsync(UpBanner.Of(server, server.Plan, data.Path, isShown: !Console.IsOutputRedirected));
        await stop.Asked;
        var code = await server.StopAsync(stop.Hurry);
        await Console.Out.WriteLineAsync(code == ExitCode.Fine ? "Stopped: calls in flight finished." : "Stopped: calls in flight were cut.");
        return code;
    }
}
