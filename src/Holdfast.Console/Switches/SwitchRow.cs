using Holdfast.Core.Commands;
using Holdfast.WebConsole.Commands;

namespace Holdfast.WebConsole.Switches;

/// <summary>A switch that is set, and how it is taken back.</summary>
/// <param name="Back">Where it is taken back.</param>
/// <param name="Again">Where it is set again, for longer.</param>
/// <param name="Cli">The command line that takes it back.</param>
public sealed record SwitchRow(Switch Set, string Back, string Again, string Cli)
{
    internal static SwitchRow Of(Switch one) => new(
        one, CommandView.Href(one.Slice, one.Inverse, one.InverseArguments), CommandView.Href(one.Slice, one.Command, one.Arguments),
        CliLine.Of(one.Slice, one.Inverse, one.InverseArguments));
}
