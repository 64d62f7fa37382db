namespace Holdfast.Core.Telemetry;

public sealed record VersionStatus(string Name, bool IsLive, IReadOnlyList<NodeStatus> Nodes);
