namespace Holdfast.Control.Admin;

/// <summary>The admin listener may not listen where it was told to.</summary>
public sealed class AdminAddressException(string message) : Exception(message);
