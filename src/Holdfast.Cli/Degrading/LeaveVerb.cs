using System.CommandLine;
using Holdfast.Cli.Admin;

namespace Holdfast.Cli.Degrading;

/// <summary><c>holdfast degrade leave</c>.</summary>
internal static class LeaveVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The degradation plan." };
        var reason = new Option<string?>("--reason") { Description = "What for: put on record.", HelpName = "TEXT" };
        var admin = new AdminOptions();
        var command = new Command("leave", "Leave a degradation plan; says whether every step is undone.") { name, reason, admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction((parsed, cancellation) => DegradeOrder.SendAsync(admin.Connect(parsed), "leave", parsed.GetValue(reason), cancellation, ("plan", parsed.GetValue(name))));
        return command;
    }
}
