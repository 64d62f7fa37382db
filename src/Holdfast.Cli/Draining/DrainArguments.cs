using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Control.Admin;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Draining;

/// <summary>What <c>drain</c> and <c>undrain</c> have in common: which node, why, and of which process.</summary>
internal sealed class DrainArguments
{
    /// <summary>The principle that takes the commands.</summary>
    private const string Principle = "failover";

    private const int LineMax = 400;

    public Argument<string> Service { get; } = new("SERVICE") { Description = "The service the node belongs to." };

    public Argument<string> Node { get; } = new("NODE") { Description = "Its address, as 'holdfast status' shows it; the scheme may be left out." };

    public Option<string?> Version { get; } = new("--version") { Description = "The version the node belongs to (default: the live one).", HelpName = "NAME" };

    public Option<string?> Reason { get; } = new("--reason") { Description = "What for: shown by status, and put on record.", HelpName = "TEXT" };

    public AdminOptions Admin { get; } = new();

    public Command On(string name, string about) => new(name, about) { Service, Node, Version, Reason, Admin.Admin, Admin.Data, Admin.TokenFile, Admin.TokenFile };

    public Task<CommandAnswer> SendAsync(AdminClient client, ParseResult parsed, bool force, CancellationToken cancellation)
    {
        var arguments = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["service"] = Json(parsed.GetValue(Service)!),
            ["node"] = Json(parsed.GetValue(Node)!),
        };
        if (parsed.GetValue(Version) is { } version) arguments["version"] = Json(version);
        if (force) arguments["force"] = JsonSerializer.SerializeToElement(value: true, AdminJson.Default.Boolean);
        var body = new CommandBody { By = By(Environment.GetEnvironmentVariable), Why = parsed.GetValue(Reason), Arguments = arguments };
        return client.CommandAsync(Principle, parsed.CommandResult.Command.Name, body, cancellation);
    }

    /// <summary>Who sits before the terminal, also where sudo makes root of them.</summary>
    internal static string By(Func<string, string?> environment) =>
        environment("SUDO_USER") is { Length: > 0 } user ? user : Environment.UserName is { Length: > 0 } name ? name : "unknown";

    public static string Shown(CommandAnswer answer) => Printable.Of(answer.Text, LineMax);

    private static JsonElement Json(string text) => JsonSerializer.SerializeToElement(text, AdminJson.Default.String);
}
