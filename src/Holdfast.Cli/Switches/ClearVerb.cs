using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Draining;
using Holdfast.Cli.Starting;
using Holdfast.Control.Admin;
using Holdfast.Core.Commands;

namespace Holdfast.Cli.Switches;

/// <summary><c>holdfast switch clear</c>: takes back all that is set on one thing, or on everything.</summary>
internal static class ClearVerb
{
    public static Command Create()
    {
        var target = new Argument<string?>("TARGET") { Description = "As 'switch list' shows it; an interface or a service by its name alone.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All that is set on anything." };
        var reason = new Option<string?>("--reason") { Description = "What for: put on record.", HelpName = "TEXT" };
        var admin = new AdminOptions();
        var command = new Command("clear", "Take back what is set; calls feel it at once.") { target, all, reason, admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction((parsed, cancellation) =>
        {
            var named = parsed.GetValue(target);
            if (named is null != parsed.GetValue(all)) throw StartException.BadInput("say TARGET or --all");
            return RunAsync(admin.Connect(parsed), named, parsed.GetValue(reason), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(AdminClient client, string? target, string? reason, CancellationToken cancellation)
    {
        using var _ = client;
        var set = (await client.SwitchesAsync(cancellation)).Where(one => target is null || IsOn(one, target)).ToList();
        if (set.Count == 0) Console.WriteLine(target is null ? "Nothing is set." : $"Nothing is set on {Core.Plan.Printable.Of(target)}.");
        foreach (var inverse in set.Select(static one => (one.Slice, one.Inverse, Arguments: Meant(one))).DistinctBy(static one => $"{one.Slice} {one.Inverse} {Text(one.Arguments)}"))
        {
            var body = new CommandBody { By = DrainArguments.By(Environment.GetEnvironmentVariable), Why = reason, Arguments = inverse.Arguments };
            Console.WriteLine(DrainArguments.Shown(await client.CommandAsync(inverse.Slice, inverse.Inverse, body, cancellation)));
        }

        return ExitCode.Fine;
    }

    private static bool IsOn(Switch one, string target) =>
        one.Target == target || one.Target == $"interfaces.{target}" || one.Target == $"services.{target}" || one.Target.StartsWith($"services.{target}.", StringComparison.Ordinal);

    private static Dictionary<string, JsonElement> Meant(Switch one) => one.InverseArguments.ToDictionary(
        static pair => pair.Key, static pair => JsonSerializer.SerializeToElement(pair.Value, AdminJson.Default.String), StringComparer.Ordinal);

    private static string Text(Dictionary<string, JsonElement> arguments) => string.Join(' ', arguments.Select(static one => $"{one.Key}={one.Value}"));
}
