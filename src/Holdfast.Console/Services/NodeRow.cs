using Holdfast.Control.Status;
using Holdfast.Core.Telemetry;

namespace Holdfast.WebConsole.Services;

/// <summary>A node in a list.</summary>
/// <param name="Rank">What hurts more has the lower one.</param>
/// <param name="Now">Its numbers over the window.</param>
public sealed record NodeRow(Tone Tone, int Rank, string Service, string Version, bool IsLive, NodeStatus Now)
{
    /// <summary>Trouble of a version that answers nobody is no trouble yet.</summary>
    private const int RankAside = 2;

    internal static NodeRow Of(ServiceStatus service, VersionStatus version, NodeStatus node)
    {
        var word = NodeWord.Of(node);
        return new NodeRow(
            version.IsLive ? word.Tone : Tone.Faint, version.IsLive ? word.Rank : Math.Max(word.Rank, RankAside), service.Name, version.Name, version.IsLive, node);
    }
}
