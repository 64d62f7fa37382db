using System.CommandLine;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Starting;

namespace Holdfast.Cli.Api;

/// <summary><c>holdfast api</c>: asks the admin API as a script would, with the token that a verb would show.</summary>
internal static class ApiVerb
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "As the API has it, e.g. /api/principles/failover." };
        var body = new Option<string?>("--body") { Description = "JSON to post (-: standard input); without it the path is only read.", HelpName = "JSON|-" };
        var admin = new AdminOptions();
        var command = new Command("api", "Ask the admin API of the running process, and print its answer.") { path, body, admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var posted = parsed.GetValue(body) is "-" ? await Console.In.ReadToEndAsync(cancellation) : parsed.GetValue(body);
            var (isWell, text) = await client.AnyAsync(Checked(parsed.GetValue(path)!), posted, cancellation);
            await Console.Out.WriteAsync(text.EndsWith('\n') ? text : $"{text}\n");
            return isWell ? ExitCode.Fine : ExitCode.BadInput;
        });
        return command;
    }

    /// <summary>What is a whole address by itself, or names another host, would carry the token away.</summary>
    private static string Checked(string path) => path is ['/', not '/' and not '\\', ..] or "/"
        ? path
        : throw StartException.BadInput("PATH begins with one '/', e.g. /api/status");
}
