namespace Holdfast.Core.Telemetry;

/// <param name="Live">Name of the version that answers.</param>
public sealed record ServiceStatus(string Name, string Live, IReadOnlyList<VersionStatus> Versions);
