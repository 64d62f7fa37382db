namespace Holdfast.Control.Access;

/// <summary>What a token is to be, read and found good.</summary>
/// <param name="For">How long it is good.</param>
public sealed record TokenWish(string Name, Role Role, IReadOnlyList<string> Interfaces, TimeSpan For);
