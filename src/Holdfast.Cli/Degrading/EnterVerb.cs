using System.CommandLine;
using System.Globalization;
using Holdfast.Cli.Admin;

namespace Holdfast.Cli.Degrading;

/// <summary><c>holdfast degrade enter</c>.</summary>
internal static class EnterVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The degradation plan, as 'degrade list' shows it." };
        var level = new Option<int?>("--level") { Description = "How far (default 1); it holds with all levels below it.", HelpName = "N" };
        var reason = new Option<string>("--reason") { Description = "What for: shown wherever the plan is, and put on record.", HelpName = "TEXT", Required = true };
        var time = new Option<string?>("--for") { Description = "How long it holds (default and at the most: what the plan says with 'expires').", HelpName = "TIME" };
        var drill = new Option<string?>("--drill") { Description = "For this part of the users alone, e.g. 0.05; always the same ones.", HelpName = "RATIO" };
        var force = new Option<bool>("--force") { Description = "Also where what the plan requires does not hold." };
        var admin = new AdminOptions();
        var command = new Command("enter", "Enter a degradation plan, or another level of it: effective on the next call.") { name, level, reason, time, drill, force, admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction((parsed, cancellation) => DegradeOrder.SendAsync(
            admin.Connect(parsed), "enter", parsed.GetValue(reason), cancellation,
            ("plan", parsed.GetValue(name)), ("level", parsed.GetValue(level)?.ToString(CultureInfo.InvariantCulture)), ("for", parsed.GetValue(time)), ("drill", parsed.GetValue(drill)),
            ("force", parsed.GetValue(force) ? "true" : null)));
        return command;
    }
}
