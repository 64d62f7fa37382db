using Holdfast.Control.History;
using Holdfast.Control.Status;
using Holdfast.Core.Commands;
using Holdfast.Core.Telemetry;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Interfaces;

/// <summary>An interface in a list.</summary>
/// <param name="Tone">How it does.</param>
/// <param name="Now">Its numbers over the window.</param>
/// <param name="Switched">What operators have set on it, in a few words; empty: nothing.</param>
public sealed record InterfaceRow(Tone Tone, InterfaceStatus Now, string Switched)
{
    /// <summary>Steps of the history that a point of <see cref="Past"/> stands for.</summary>
    private const int StepsOfAPoint = 5;

    /// <summary>What hurts more has the lower one.</summary>
    public int Rank { get; private init; }

    /// <summary>The last minutes, oldest first; empty where nothing is kept.</summary>
    public IReadOnlyList<HistoryPoint> Past { get; private init; } = [];

    public string Name => Now.Name;

    /// <summary>All of them; what hurts most comes first.</summary>
    public static IReadOnlyList<InterfaceRow> All(StatusReport report, IReadOnlyList<Switch> switches)
    {
        var silent = Outage.In(report).Select(static outage => outage.Service.Name).ToHashSet(StringComparer.Ordinal);
        var set = switches.ToLookup(static one => one.Target, static one => one.Words, StringComparer.Ordinal);
        return
        [
            .. report.Interfaces.Select(target =>
            {
                var word = InterfaceWord.Of(target, !silent.Contains(target.Service));
                return new InterfaceRow(word.Tone, target, string.Join(", ", set[$"interfaces.{target.Name}"])) { Rank = word.Rank };
            }).OrderBy(static row => row.Rank),
        ];
    }

    /// <summary>With its past: for the rows that are shown alone.</summary>
    internal InterfaceRow Remembered(Visit visit) =>
        this with { Past = visit.Subject.History?.Of(Name, HistoryWindow.Minutes, StepsOfAPoint) ?? [] };
}
