using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Plans;
using Holdfast.Control.Admin;

namespace Holdfast.Cli.Degrading;

/// <summary><c>holdfast effective</c>: what holds for an interface now, and everybody who has a say in it.</summary>
internal static class EffectiveVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("INTERFACE") { Description = "As 'holdfast status' shows it." };
        var all = new Option<bool>("--all") { Description = "Also what the plan leaves to its defaults." };
        var admin = new AdminOptions();
        var output = OutputOption.Create();
        var command = new Command("effective", "Show what holds for an interface now, and every layer that has a say in it.") { name, all, admin.Admin, admin.Data, admin.TokenFile, output };
        command.SetAction((parsed, cancellation) =>
            RunAsync(admin.Connect(parsed), parsed.GetValue(name)!, parsed.GetValue(all), parsed.GetValue(output) == OutputOption.Json, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AdminClient client, string name, bool all, bool isJson, CancellationToken cancellation)
    {
        using var _ = client;
        var report = await client.EffectiveAsync(name, cancellation);
        await Console.Out.WriteAsync(isJson ? JsonSerializer.Serialize(report, AdminJson.Default.EffectiveReport) + '\n' : EffectiveView.Of(report, all, TimeProvider.System.GetUtcNow()));
        return ExitCode.Fine;
    }
}
