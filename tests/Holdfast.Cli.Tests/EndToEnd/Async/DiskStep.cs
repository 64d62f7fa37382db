namespace Holdfast.Cli.Tests.EndToEnd.Async;

/// <summary>One thing that a process has asked of the disk, or told somebody.</summary>
/// <param name="At">Where it is written, or the length that is left.</param>
internal sealed record DiskStep(DiskStepKind Kind, string Path, long At, byte[] Data);
