using System.CommandLine;

namespace Holdfast.Cli.Switches;

/// <summary><c>holdfast switch</c>: overrides that take effect on the next call, and end by themselves.</summary>
internal static class SwitchVerb
{
    public static Command Create() => new("switch", "Override the plan for a while: set, list, clear.")
    {
        SetVerb.Create(),
        ListVerb.Create(),
        ClearVerb.Create(),
    };
}
