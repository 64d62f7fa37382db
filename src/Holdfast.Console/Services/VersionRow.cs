using Holdfast.Control.Status;
using Holdfast.Core.Telemetry;

namespace Holdfast.WebConsole.Services;

/// <summary>A version of a service in a list.</summary>
/// <param name="Usable">Nodes that calls are sent to.</param>
/// <param name="Nodes">All of them.</param>
/// <param name="AttemptsPerSecond">On all nodes, over the window.</param>
/// <param name="FailureRatio">Of them; null: there were none.</param>
/// <param name="Panic">As the report has it; empty as a rule.</param>
public sealed record VersionRow(
    Tone Tone, string Service, string Version, bool IsLive, int Usable, int Nodes, double AttemptsPerSecond, double? FailureRatio, int InFlight, string Panic)
{
    internal static VersionRow Of(ServiceStatus service, VersionStatus version)
    {
        var nodes = version.Nodes;
        var usable = nodes.Count(static node => !NodeWord.Of(node).IsWithheld);
        var attempts = nodes.Sum(static node => node.AttemptsPerSecond);
        double? failed = attempts == 0 ? null : nodes.Sum(static node => node.AttemptsPerSecond * (node.FailureRatio ?? 0)) / attempts;
        return new VersionRow(
            ToneOf(version, usable, failed), service.Name, version.Name, version.IsLive, usable, nodes.Count, attempts, failed,
            nodes.Sum(static node => node.InFlight), version.Panic);
    }

    private static Tone ToneOf(VersionStatus version, int usable, double? failed) => version switch
    {
        { IsLive: false } => Tone.Faint,
        _ when usable == 0 || version.Panic.Length > 0 || failed >= StatusReport.FailingRatio => Tone.Bad,
        _ when usable < version.Nodes.Count || failed > 0 => Tone.Warning,
        _ => Tone.Good,
    };
}
