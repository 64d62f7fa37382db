using Holdfast.Control.Admin;
using Holdfast.Core.Commands;
using Holdfast.Core.Telemetry;

namespace Holdfast.WebConsole.Pages;

/// <summary>What is going on now, found out at most once a second however many look.</summary>
/// <param name="Report">The report.</param>
/// <param name="Switches">What operators have set; what ends first comes first.</param>
/// <param name="Tables">What principles show.</param>
internal sealed record Present(StatusReport Report, IReadOnlyList<Switch> Switches, TableShelf Tables)
{
    public static Present Of(IAdminSubject subject) => new(
        StatusReporter.Report(subject.Runtime, subject.IsReady) with { Store = subject.Store?.Status },
        [.. subject.Runtime.Commands.Switches().OrderBy(static one => one.Until ?? DateTimeOffset.MaxValue).ThenBy(static one => one.Target, StringComparer.Ordinal)],
        new TableShelf(subject.Runtime.Present));
}
