using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Plans;
using Holdfast.Cli.Starting;
using Holdfast.Control.Admin;

namespace Holdfast.Cli.Status;

/// <summary><c>holdfast status</c>: what goes on in the running process.</summary>
internal static class StatusVerb
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var admin = new AdminOptions();
        var watch = new Option<bool>("--watch", "-w") { Description = "Show it again every second, until Ctrl-C." };
        var all = new Option<bool>("--all") { Description = "Every interface and node, not only the first of each." };
        var output = OutputOption.Create();
        var command = new Command("status", "Show what goes on: interfaces, services and nodes, and what changed.") { admin.Admin, admin.Data, watch, all, output };
        command.SetAction((parsed, cancellation) => RunAsync(
            admin.Connect(parsed),
            parsed.GetValue(output) == OutputOption.Json, parsed.GetValue(watch), parsed.GetValue(all), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AdminClient client, bool isJson, bool watches, bool all, CancellationToken cancellation)
    {
        using var _ = client;
        if (!watches)
        {
            await ShowAsync(client, isJson, all, cancellation);
            return ExitCode.Fine;
        }

        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        try
        {
            do
            {
                if (!isJson && !Console.IsOutputRedirected) Console.Clear();
                await ShowAgainAsync(client, isJson, all, cancellation);
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how watching ends.
        }

        return ExitCode.Fine;
    }

    /// <summary>Who watches wants to see it come back: nobody answering is shown, and asked again.</summary>
    private static async Task ShowAgainAsync(AdminClient client, bool isJson, bool all, CancellationToken cancellation)
    {
        try
        {
            await ShowAsync(client, isJson, all, cancellation);
        }
        catch (StartException fault) when (!isJson)
        {
            await Console.Out.WriteLineAsync(fault.Message);
        }
    }

    private static async Task ShowAsync(AdminClient client, bool isJson, bool all, CancellationToken cancellation)
    {
        var report = await client.StatusAsync(cancellation);
        if (isJson) Console.WriteLine(JsonSerializer.Serialize(report, AdminJson.Default.StatusReport));
        else await Console.Out.WriteAsync(StatusView.Of(report, Canvas.Here(), all));
    }
}
