using System.CommandLine;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Draining;
using Holdfast.Control.Admin;

namespace Holdfast.Cli.Switches;

/// <summary><c>holdfast switch set</c>: one switch, with a reason and an end.</summary>
internal static class SetVerb
{
    public static Command Create()
    {
        var target = new Argument<string>("TARGET") { Description = "The interface; with --breaker, --drain and --drain-zone the service." };
        var wish = new SwitchWish();
        var reason = new Option<string>("--reason") { Description = "What for: shown wherever the switch is, and put on record.", HelpName = "TEXT", Required = true };
        var time = new Option<string?>("--for") { Description = "How long it holds (default 30m, of a breaker 1h; a drain holds until it is cleared where nothing is said). Set again, it holds from then on.", HelpName = "TIME" };
        var admin = new AdminOptions();
        var command = new Command("set", "Set a switch; it holds from the next call on.") { target, reason, time, admin.Admin, admin.Data, admin.TokenFile };
        foreach (var option in wish.All) command.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            var read = wish.Read(parsed, parsed.GetValue(target)!);
            var told = parsed.GetValue(time);
            return RunAsync(admin.Connect(parsed), told is null ? read : read.For(told), parsed.GetValue(reason)!, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(AdminClient client, SwitchCommand wish, string reason, CancellationToken cancellation)
    {
        using var _ = client;
        var body = new CommandBody { By = DrainArguments.By(Environment.GetEnvironmentVariable), Why = reason, Arguments = wish.Arguments };
        Console.WriteLine(DrainArguments.Shown(await client.CommandAsync(wish.Slice, wish.Command, body, cancellation)));
        return ExitCode.Fine;
    }
}
