using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Draining;
using Holdfast.Cli.Plans;
using Holdfast.Cli.Starting;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;

namespace Holdfast.Cli.Access;

/// <summary><c>holdfast token</c>: lets others in, and shuts them out again.</summary>
internal static class TokenVerb
{
    private const string Path = "/api/tokens";

    public static Command Create() => new("token", "Let others ask the running process: create, list, revoke.") { Make(), List(), Revoke() };

    private static Command Make()
    {
        var name = new Argument<string>("NAME") { Description = "Stands on record beside what is changed by it." };
        var role = new Option<string>("--role") { Description = "What its holder may do.", HelpName = "viewer|operator|admin", Required = true };
        var interfaces = new Option<string[]>("--interface") { Description = "Change this interface alone. May be repeated (default: all).", HelpName = "NAME" };
        var time = new Option<string?>("--for") { Description = "How long it is good (default 30d).", HelpName = "TIME" };
        var (command, reason, admin) = Change("create", "Make a token, and print it this once.");
        command.Add(name);
        command.Add(role);
        command.Add(interfaces);
        command.Add(time);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var body = new TokenBody
            {
                By = By, Why = parsed.GetValue(reason), Name = parsed.GetValue(name), Role = parsed.GetValue(role), Interfaces = parsed.GetValue(interfaces), For = parsed.GetValue(time),
            };
            var made = await client.PostAsync(Path, body, AdminJson.Default.TokenBody, AdminJson.Default.MadeToken, cancellation);
            await Console.Error.WriteLineAsync($"{TokenList.Line(made.Entry)}\nIt is shown this once:");
            Console.Out.WriteLine(made.Token);
            return ExitCode.Fine;
        });
        return command;
    }

    private static Command List()
    {
        var admin = new AdminOptions();
        var output = OutputOption.Create();
        var command = new Command("list", "Show which tokens are good: whose, for what, until when, and when each was used last.") { admin.Admin, admin.Data, admin.TokenFile, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var tokens = await client.GetAsync(Path, AdminJson.Default.IReadOnlyListTokenEntry, cancellation);
            await Console.Out.WriteAsync(parsed.GetValue(output) == OutputOption.Json
                ? JsonSerializer.Serialize(tokens, AdminJson.Default.IReadOnlyListTokenEntry) + '\n'
                : TokenList.Of(tokens));
            return ExitCode.Fine;
        });
        return command;
    }

    private static Command Revoke()
    {
        var name = new Argument<string>("NAME") { Description = "As 'token list' shows it, or its beginning as it was shown." };
        var (command, reason, admin) = Change("revoke", "Take a token back; from then on nobody comes in by it.");
        command.Add(name);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var named = parsed.GetValue(name)!;
            var tokens = await client.GetAsync(Path, AdminJson.Default.IReadOnlyListTokenEntry, cancellation);
            var found = tokens.FirstOrDefault(token => token.Name == named || token.Prefix == named)
                ?? throw new StartException(AccessErrors.NoSuchToken, $"no token that is good is named '{named}'", ExitCode.BadInput);
            var body = new RevokeBody { By = By, Why = parsed.GetValue(reason) };
            await client.PostAsync($"{Path}/{found.Id}/revoke", body, AdminJson.Default.RevokeBody, AdminJson.Default.IReadOnlyListTokenEntry, cancellation);
            Console.Out.WriteLine($"{found.Name} ({found.Prefix}…) is revoked");
            return ExitCode.Fine;
        });
        return command;
    }

    private static string By => DrainArguments.By(Environment.GetEnvironmentVariable);

    private static (Command Command, Option<string> Reason, AdminOptions Admin) Change(string name, string about)
    {
        var reason = new Option<string>("--reason") { Description = "What for: put on record.", HelpName = "TEXT", Required = true };
        var admin = new AdminOptions();
        return (new Command(name, about) { reason, admin.Admin, admin.Data, admin.TokenFile }, reason, admin);
    }
}
