namespace Holdfast.Core.Telemetry;

public sealed record VersionStatus(string Name, bool IsLive, IReadOnlyList<NodeStatus> Nodes)
{
    /// <summary>
    /// <c>panic</c>: calls are spread over all nodes, the withheld ones too; <c>leaving-panic</c>: part of them does. Empty as a rule.
    /// </summary>
    public string Panic { get; init; } = "";
}
