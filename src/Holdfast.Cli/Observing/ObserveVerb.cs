using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Plans;
using Holdfast.Cli.Status;
using Holdfast.Control.Admin;

namespace Holdfast.Cli.Observing;

/// <summary><c>holdfast observe</c>: what the calls of a process without a plan ask for.</summary>
internal static class ObserveVerb
{
    public static Command Create()
    {
        var admin = new AdminOptions();
        var output = OutputOption.Create();
        var command = new Command("observe", "Show the paths that a process started with 'up --to' was seen to answer.") { admin.Admin, admin.Data, admin.TokenFile, output, Draft() };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var report = await client.GetAsync("/api/observed", AdminJson.Default.ObservedReport, cancellation);
            await Console.Out.WriteAsync(parsed.GetValue(output) == OutputOption.Json
                ? JsonSerializer.Serialize(report, AdminJson.Default.ObservedReport) + '\n'
                : ObservedView.Of(report, Canvas.Here()));
            return ExitCode.Fine;
        });
        return command;
    }

    private static Command Draft()
    {
        var admin = new AdminOptions();
        var output = OutputOption.Create();
        var command = new Command("draft", "Print a plan drafted from them; on standard error, what it would have refused. Changes nothing.") { admin.Admin, admin.Data, admin.TokenFile, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var draft = await client.GetAsync("/api/observed/draft", AdminJson.Default.ObservedDraft, cancellation);
            if (parsed.GetValue(output) == OutputOption.Json)
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(draft, AdminJson.Default.ObservedDraft));
                return ExitCode.Fine;
            }

            await Console.Out.WriteAsync(draft.Text);
            Console.Error.WriteLine($"drafted from {draft.Calls:N0} calls: {draft.Interfaces:N0} interfaces, and 'everything' for the rest");
            foreach (var line in DryRunVerb.Lines(draft.DryRun)) Console.Error.WriteLine(line);
            Console.Error.WriteLine("put in the owners, then: holdfast plan publish FILE --reason TEXT");
            return ExitCode.Fine;
        });
        return command;
    }
}
