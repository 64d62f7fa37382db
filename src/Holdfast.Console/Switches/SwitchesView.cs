using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Switches;

/// <summary>What is set by hand, and what can be.</summary>
/// <param name="Rows">What ends first comes first.</param>
/// <param name="Actions">What operators can have done, by the principles that do it.</param>
public sealed record SwitchesView(IReadOnlyList<SwitchRow> Rows, IReadOnlyList<SwitchAction> Actions)
{
    internal static ValueTask<SwitchesView?> ReadAsync(Visit visit) => new(new SwitchesView(
        [.. visit.Switches.Select(SwitchRow.Of)],
        SwitchAction.All(visit)));
}
