namespace Holdfast.Control.Access.Oidc;

/// <summary>A variable is missing or cannot be used; the message names it.</summary>
public sealed class AccessSettingsException(string message, Exception? inner = null) : Exception(message, inner);
