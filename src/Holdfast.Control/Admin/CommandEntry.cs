namespace Holdfast.Control.Admin;

/// <summary>A command that a principle takes.</summary>
public sealed record CommandEntry(string Name, string About, IReadOnlyList<ParameterEntry> Parameters);
