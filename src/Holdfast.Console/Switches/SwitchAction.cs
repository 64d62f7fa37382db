using Holdfast.Control.Admin;
using Holdfast.Core.Commands;
using Holdfast.WebConsole.Commands;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Switches;

/// <summary>Something an operator can have done.</summary>
/// <param name="Slice">Id of the principle that does it.</param>
/// <param name="Href">Where the order is given.</param>
public sealed record SwitchAction(string Slice, string Title, CommandEntry Command, string Href)
{
    /// <summary>All commands of principles that set something which stays.</summary>
    internal static IReadOnlyList<SwitchAction> All(Visit visit) =>
    [
        .. from slice in visit.Subject.Runtime.Slices
           where slice is ISwitchSlice
           from command in ((ISwitchSlice)slice).Commands
           select new SwitchAction(slice.Id, slice.Title, CommandEntry.Of(command), CommandView.Href(slice.Id, command.Name, [])),
    ];

    /// <summary>Those that are about one thing, with its name put in.</summary>
    /// <param name="parameter">What they call it.</param>
    internal static IReadOnlyList<SwitchAction> On(Visit visit, string parameter, string name) =>
    [
        .. All(visit).Where(action => action.Command.Parameters.Any(one => one.Name == parameter && one.Required))
            .Select(action => action with { Href = CommandView.Href(action.Slice, action.Command.Name, [new(parameter, name)]) }),
    ];
}
