namespace Holdfast.Control.Access;

/// <summary>A browser that is signed in, without what it shows.</summary>
/// <param name="Id">Names it, and lets nobody in.</param>
/// <param name="Until">When it is out whatever it does.</param>
/// <param name="IsAskers">Whether it is the one that asks.</param>
public sealed record SessionEntry(string Id, string Name, Role Role, DateTimeOffset Since, DateTimeOffset LastUsed, DateTimeOffset Until, bool IsAskers);
