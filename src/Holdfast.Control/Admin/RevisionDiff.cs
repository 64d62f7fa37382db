namespace Holdfast.Control.Admin;

/// <summary>What differs in meaning between two revisions, a line each.</summary>
public sealed record RevisionDiff(int From, int To, IReadOnlyList<string> Changes);
