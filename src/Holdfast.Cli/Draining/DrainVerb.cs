using System.CommandLine;
using Holdfast.Cli.Starting;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Cli.Draining;

/// <summary><c>holdfast drain</c>: takes a node out without a call noticing.</summary>
internal static class DrainVerb
{
    public static Command Create()
    {
        var arguments = new DrainArguments();
        var wait = new Option<bool>("--wait") { Description = "Return when its last call has ended." };
        var within = new Option<string>("--within") { Description = "How long to wait at the most (default 60s).", HelpName = "TIME", DefaultValueFactory = _ => "60s" };
        var force = new Option<bool>("--force") { Description = "Also when no other node would take its calls." };
        var command = arguments.On("drain", "Send a node no new calls; those on their way end.");
        command.Add(wait);
        command.Add(within);
        command.Add(force);
        command.SetAction((parsed, cancellation) => RunAsync(
            arguments, parsed, parsed.GetValue(wait) ? Time(parsed.GetValue(within)!) : null, parsed.GetValue(force), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        DrainArguments arguments, ParseResult parsed, TimeSpan? wait, bool force, CancellationToken cancellation)
    {
        using var client = arguments.Admin.Connect(parsed);
        var answer = await arguments.SendAsync(client, parsed, force, cancellation);
        Console.WriteLine(DrainArguments.Shown(answer));
        if (wait is not { } within) return ExitCode.Fine;
        await new DrainWait(client, TimeProvider.System).EndAsync(
            parsed.GetValue(arguments.Service)!, parsed.GetValue(arguments.Version), parsed.GetValue(arguments.Node)!, within, cancellation);
        Console.WriteLine("its last call has ended");
        return ExitCode.Fine;
    }

    private static TimeSpan Time(string text) =>
        ((ScalarShape<TimeSpan>)Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1))).Parse(text, out var time) is { } fault
            ? throw StartException.BadInput($"--within: {fault.Message}. {fault.Advice}")
            : time;
}
