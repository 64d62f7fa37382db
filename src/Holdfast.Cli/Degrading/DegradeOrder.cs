using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Draining;
using Holdfast.Control.Admin;

namespace Holdfast.Cli.Degrading;

/// <summary>Has a command about a degradation plan carried out, and says what became of it.</summary>
internal static class DegradeOrder
{
    /// <param name="given">Those without a value are left to their defaults.</param>
    public static async Task<int> SendAsync(AdminClient client, string command, string? reason, CancellationToken cancellation, params (string Name, string? Value)[] given)
    {
        using var _ = client;
        var body = new CommandBody
        {
            By = DrainArguments.By(Environment.GetEnvironmentVariable),
            Why = reason,
            Arguments = given.Where(static one => one.Value is not null)
                .ToDictionary(static one => one.Name, static one => JsonSerializer.SerializeToElement(one.Value!, AdminJson.Default.String), StringComparer.Ordinal),
        };
        Console.WriteLine(Core.Plan.Printable.Of((await client.CommandAsync(DegradeVerb.Slice, command, body, cancellation)).Text, LineMax));
        return ExitCode.Fine;
    }

    /// <summary>Of steps that are not done there may be some.</summary>
    private const int LineMax = 2_000;
}
