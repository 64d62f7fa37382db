using Holdfast.Core.Telemetry;

namespace Holdfast.Control.Status;

/// <summary>A live version without a node that calls are sent to: its service answers nothing.</summary>
public sealed record Outage(ServiceStatus Service, VersionStatus Version)
{
    /// <summary>Since the last node was lost; null where there never was one.</summary>
    public DateTimeOffset? Since => Version.Nodes.Count == 0 ? null : Version.Nodes.Max(static node => node.Since);

    /// <summary>Every state with how many nodes are in it, and the newest reason.</summary>
    public string Why
    {
        get
        {
            if (Version.Nodes.Count == 0) return "it has no nodes";
            var states = Version.Nodes.GroupBy(static node => node.State).OrderByDescending(static group => group.Count())
                .Select(static group => $"{group.Count()} {group.Key}");
            var last = Version.Nodes.MaxBy(static node => node.Since)!;
            return $"0 of {Version.Nodes.Count} nodes usable ({string.Join(", ", states)}); last {last.Address}: {last.Reason}";
        }
    }

    public static IEnumerable<Outage> In(StatusReport report) =>
        from service in report.Services
        from version in service.Versions
        // In panic calls are sent to nodes that are withheld for their health.
        where version.IsLive && version.Panic.Length == 0 && version.Nodes.All(static node => NodeWord.Of(node).IsWithheld)
        select new Outage(service, version);
}
