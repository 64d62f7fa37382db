namespace Holdfast.Control.Access;

/// <summary>A token was made.</summary>
/// <param name="Token">The secret: it is said this once.</param>
public sealed record MadeToken(string Token, TokenEntry Entry);
