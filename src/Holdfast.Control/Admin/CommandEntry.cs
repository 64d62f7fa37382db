using Holdfast.Core.Commands;

namespace Holdfast.Control.Admin;

/// <summary>A command that a principle takes.</summary>
public sealed record CommandEntry(string Name, string About, IReadOnlyList<ParameterEntry> Parameters)
{
    public static CommandEntry Of(OperatorCommand command) => new(command.Name, command.About,
    [
        .. command.Parameters.Select(static parameter => new ParameterEntry(
            parameter.Name, parameter.About, parameter.Required, parameter.Shape.Title, parameter.Shape.Bounds, parameter.DefaultText, parameter.Because)),
    ]);
}
