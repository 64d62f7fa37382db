namespace Holdfast.Control.Access;

/// <summary>A token as it is kept.</summary>
/// <param name="Hash">SHA-256 of it.</param>
public sealed record StoredToken(TokenEntry Entry, byte[] Hash);
