namespace Holdfast.Core.Principles;

/// <summary>What a slice shows of itself: tables that the API, the command line and the console render alike.</summary>
public sealed record Snapshot(string Slice, IReadOnlyList<SnapshotTable> Tables);
