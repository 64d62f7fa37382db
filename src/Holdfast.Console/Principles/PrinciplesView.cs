using Holdfast.Core.Commands;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Principles;

/// <summary>The principles at work, in the order of their numbers.</summary>
public sealed record PrinciplesView(IReadOnlyList<PrincipleRow> Rows)
{
    internal static ValueTask<PrinciplesView?> ReadAsync(Visit visit)
    {
        var runtime = visit.Subject.Runtime;
        return new(new PrinciplesView(
        [
            .. runtime.Slices.Select(slice => new PrincipleRow(
                slice.Id, slice.Principle, slice.Title, visit.Tables(slice).Tables.Sum(static table => table.Rows.Count),
                [.. slice is ICommandSlice able ? able.Commands.Select(static command => command.Name) : []],
                visit.Switches.Count(one => one.Slice == slice.Id))),
        ]));
    }
}
