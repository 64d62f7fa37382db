namespace Holdfast.Control.Store;

/// <summary>One file of a plan.</summary>
/// <param name="Path">Absolute.</param>
public sealed record PlanTextFile(string Path, byte[] Bytes);
