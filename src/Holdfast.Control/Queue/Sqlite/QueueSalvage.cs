namespace Holdfast.Control.Queue.Sqlite;

/// <summary>What a repair has come to.</summary>
/// <param name="Saved">Operations, with those that are done with.</param>
/// <param name="Kept">Folder with the file that was damaged.</param>
/// <param name="Lost">What could not be saved, for people, a line each; empty: nothing was lost.</param>
public sealed record QueueSalvage(int Saved, string Kept, IReadOnlyList<string> Lost);
