using System.CommandLine;
using Holdfast.Cli.Plans;
using Holdfast.Control.Admin;
using System.Text.Json;

namespace Holdfast.Cli.Status;

/// <summary><c>holdfast status</c>: what goes on in the running process.</summary>
internal static class StatusVerb
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var admin = new Option<string?>("--admin") { Description = "Admin address of the process (default $HOLDFAST_ADMIN, else the one the data folder names).", HelpName = "ADDRESS" };
        var data = new Option<string?>("--data") { Description = "Data folder of the process.", HelpName = "FOLDER" };
        var watch = new Option<bool>("--watch", "-w") { Description = "Show it again every second, until Ctrl-C." };
        var output = OutputOption.Create();
        var command = new Command("status", "Show what goes on: interfaces, services and nodes, and what changed.") { admin, data, watch, output };
        command.SetAction((parsed, cancellation) => RunAsync(
            new AdminClient(AdminAddress.Find(parsed.GetValue(admin), parsed.GetValue(data), Environment.GetEnvironmentVariable)),
            parsed.GetValue(output) == OutputOption.Json, parsed.GetValue(watch), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AdminClient client, bool isJson, bool watches, CancellationToken cancellation)
    {
        using var _ = client;
        if (!watches)
        {
            await ShowAsync(client, isJson, cancellation);
            return ExitCode.Fine;
        }

        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        try
        {
            do
            {
                if (!isJson && !Console.IsOutputRedirected) Console.Clear();
                await ShowAsync(client, isJson, cancellation);
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how watching ends.
        }

        return ExitCode.Fine;
    }

    private static async Task ShowAsync(AdminClient client, bool isJson, CancellationToken cancellation)
    {
        var report = await client.StatusAsync(cancellation);
        if (isJson) Console.WriteLine(JsonSerializer.Serialize(report, AdminJson.Default.StatusReport));
        else StatusScreen.Write(report);
    }
}
