using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Plans;
using Holdfast.Control.Admin;

namespace Holdfast.Cli.Switches;

/// <summary><c>holdfast switch list</c>: what is set, by whom, why, and until when.</summary>
internal static class ListVerb
{
    public static Command Create()
    {
        var admin = new AdminOptions();
        var output = OutputOption.Create();
        var command = new Command("list", "Show what is set: by whom, why, and when it ends.") { admin.Admin, admin.Data, admin.TokenFile, output };
        command.SetAction((parsed, cancellation) => RunAsync(admin.Connect(parsed), parsed.GetValue(output) == OutputOption.Json, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AdminClient client, bool isJson, CancellationToken cancellation)
    {
        using var _ = client;
        var switches = await client.SwitchesAsync(cancellation);
        await Console.Out.WriteAsync(isJson
            ? JsonSerializer.Serialize(switches, AdminJson.Default.IReadOnlyListSwitch) + '\n'
            : SwitchList.Of(switches, TimeProvider.System.GetUtcNow()));
        return ExitCode.Fine;
    }
}
