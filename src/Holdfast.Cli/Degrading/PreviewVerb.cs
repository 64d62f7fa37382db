using System.CommandLine;
using Holdfast.Cli.Admin;

namespace Holdfast.Cli.Degrading;

/// <summary><c>holdfast degrade preview</c>: what a level would affect, by the traffic of this moment.</summary>
internal static class PreviewVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The degradation plan." };
        var level = new Option<int>("--level") { Description = "Which level (default 1).", HelpName = "N", DefaultValueFactory = static _ => 1 };
        var admin = new AdminOptions();
        var command = new Command("preview", "Say what a level of a degradation plan would affect if it were entered now.") { name, level, admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction((parsed, cancellation) => RunAsync(admin.Connect(parsed), parsed.GetValue(name)!, parsed.GetValue(level), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AdminClient client, string name, int level, CancellationToken cancellation)
    {
        using var _ = client;
        var snapshot = await client.PrincipleAsync(DegradeVerb.Slice, cancellation);
        if (DegradeView.Show(snapshot, name, default) is null) throw ShowVerb.Unknown(snapshot, name);
        await Console.Out.WriteAsync(DegradeView.Preview(snapshot, name, level) ?? throw ShowVerb.NoLevel(name, level));
        return ExitCode.Fine;
    }
}
