namespace Holdfast.Gateway.Process;

/// <summary>A control group.</summary>
/// <param name="Folder">Where the kernel shows it.</param>
/// <param name="IsUnified">Version 2.</param>
internal sealed record Cgroup(string Folder, bool IsUnified);
