using System.Text.Json;

namespace Holdfast.Cli.Switches;

/// <summary>A command of a principle that sets something.</summary>
internal sealed record SwitchCommand(string Slice, string Command, IReadOnlyDictionary<string, JsonElement> Arguments)
{
    public SwitchCommand For(string time) => this with
    {
        Arguments = new Dictionary<string, JsonElement>(Arguments, StringComparer.Ordinal)
        {
            [Core.Commands.CommandDesk.ForName] = JsonSerializer.SerializeToElement(time, Control.Admin.AdminJson.Default.String),
        },
    };
}
