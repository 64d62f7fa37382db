using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Plans;
using Holdfast.Cli.Starting;
using Holdfast.Cli.Up;
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
        var all = new Option<bool>("--all", "-a") { Description = "Every interface and node, not only the first of each." };
        var output = OutputOption.Create();
        var command = new Command("status", "Show what goes on: interfaces, services and nodes, and what changed.") { admin.Admin, admin.Data, admin.TokenFile, watch, all, output };
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
            await Console.Out.WriteAsync(isJson
                ? await JsonAsync(client, cancellation)
                : StatusView.Of(await client.StatusAsync(cancellation), Canvas.Here(), all));
            return ExitCode.Fine;
        }

        // By itself the process would die of the signal, and whoever asks for its exit code would read of a death.
        using var stop = new StopSignals(isHangupStop: true);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stop.Stopping);
        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        try
        {
            do
            {
                await Console.Out.WriteAsync(isJson ? await JsonAsync(client, ended.Token) : await AgainAsync(client, all, ended.Token));
            }
            while (await timer.WaitForNextTickAsync(ended.Token));
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Ctrl-C is how watching ends.
        }

        return ExitCode.Fine;
    }

    /// <summary>Who watches wants to see it come back: nobody answering is shown, and asked again.</summary>
    private static async Task<string> AgainAsync(AdminClient client, bool all, CancellationToken cancellation)
    {
        var canvas = Canvas.Here().Watched(static () => Console.WindowHeight);
        try
        {
            return canvas.Over(StatusView.Of(await client.StatusAsync(cancellation), canvas, all));
        }
        catch (StartException fault)
        {
            return canvas.Over(fault.Message + '\n');
        }
    }

    private static async Task<string> JsonAsync(AdminClient client, CancellationToken cancellation) =>
        JsonSerializer.Serialize(await client.StatusAsync(cancellation), AdminJson.Default.StatusReport) + '\n';
}
