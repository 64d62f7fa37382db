using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Plans;
using Holdfast.Control.Admin;

namespace Holdfast.Cli.Degrading;

/// <summary><c>holdfast degrade list</c>: the degradation plans there are, and how each stands.</summary>
internal static class ListVerb
{
    public static Command Create()
    {
        var admin = new AdminOptions();
        var output = OutputOption.Create();
        var command = new Command("list", "Show the degradation plans: which are entered, by whom, why, and when they end.") { admin.Admin, admin.Data, admin.TokenFile, output };
        command.SetAction((parsed, cancellation) => RunAsync(admin.Connect(parsed), parsed.GetValue(output) == OutputOption.Json, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AdminClient client, bool isJson, CancellationToken cancellation)
    {
        using var _ = client;
        var snapshot = await client.PrincipleAsync(DegradeVerb.Slice, cancellation);
        await Console.Out.WriteAsync(isJson ? JsonSerializer.Serialize(snapshot, AdminJson.Default.Snapshot) + '\n' : DegradeView.List(snapshot, TimeProvider.System.GetUtcNow()));
        return ExitCode.Fine;
    }
}
