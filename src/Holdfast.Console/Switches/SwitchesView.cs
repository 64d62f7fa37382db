using Holdfast.WebConsole.Degrading;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Switches;

/// <summary>What is set by hand, what can be, and the degradation plans there are.</summary>
/// <param name="Rows">What ends first comes first.</param>
/// <param name="Plans">Those that are entered first.</param>
/// <param name="Actions">What operators can have done, by the principles that do it.</param>
public sealed record SwitchesView(IReadOnlyList<SwitchRow> Rows, IReadOnlyList<DegradationRow> Plans, IReadOnlyList<SwitchAction> Actions)
{
    internal static ValueTask<SwitchesView?> ReadAsync(Visit visit) => new(new SwitchesView(
        [.. visit.Switches.Select(SwitchRow.Of)],
        [.. DegradationRow.All(visit).OrderBy(static row => row.State == DegradationRow.Out)],
        SwitchAction.All(visit)));
}
