using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Draining;
using Holdfast.Cli.Plans;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Access;

/// <summary><c>holdfast session</c>: which browsers are signed in, and out with one.</summary>
internal static class SessionVerb
{
    private const string Path = "/api/sessions";
    private const int LineMax = 400;

    public static Command Create() => new("session", "Browsers that are signed in: list, end.") { List(), End() };

    private static Command List()
    {
        var admin = new AdminOptions();
        var output = OutputOption.Create();
        var command = new Command("list", "Show which browsers are signed in: your own, for admins all of them.") { admin.Admin, admin.Data, admin.TokenFile, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var sessions = await client.GetAsync(Path, AdminJson.Default.IReadOnlyListSessionEntry, cancellation);
            await Console.Out.WriteAsync(parsed.GetValue(output) == OutputOption.Json
                ? JsonSerializer.Serialize(sessions, AdminJson.Default.IReadOnlyListSessionEntry) + '\n'
                : sessions.Count == 0 ? "No browser is signed in.\n" : string.Concat(sessions.Select(static one => $"{Line(one)}\n")));
            return ExitCode.Fine;
        });
        return command;
    }

    private static Command End()
    {
        var id = new Argument<string>("ID") { Description = "As 'session list' shows it." };
        var reason = new Option<string>("--reason") { Description = "What for: put on record.", HelpName = "TEXT", Required = true };
        var admin = new AdminOptions();
        var command = new Command("end", "Send a browser out; from then on it shows nothing, and changes nothing.") { id, reason, admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var body = new EndSessionBody { By = DrainArguments.By(Environment.GetEnvironmentVariable), Why = parsed.GetValue(reason) };
            var ended = await client.PostAsync($"{Path}/{Uri.EscapeDataString(parsed.GetValue(id)!)}/end", body, AdminJson.Default.EndSessionBody, AdminJson.Default.SessionEntry, cancellation);
            Console.Out.WriteLine(Printable.Of($"{ended.Id} ({ended.Name}) is out", LineMax));
            return ExitCode.Fine;
        });
        return command;
    }

    private static string Line(SessionEntry one) => Printable.Of(
        $"{one.Id}  {one.Name}  {one.Role.ToString().ToLowerInvariant()}, since {one.Since.UtcDateTime:yyyy-MM-dd HH:mm}Z, last used {one.LastUsed.UtcDateTime:HH:mm}Z, until {one.Until.UtcDateTime:yyyy-MM-dd HH:mm}Z at the latest", LineMax);
}
