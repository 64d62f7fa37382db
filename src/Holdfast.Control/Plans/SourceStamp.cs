namespace Holdfast.Control.Plans;

/// <summary>What one source of a plan looked like.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="IsFolder">The stamp is of the names in it, not of what they hold.</param>
public readonly record struct SourceStamp(string Path, bool IsFolder, string Stamp);
