namespace Holdfast.Control.Store;

/// <summary>Who wants something done, and what for.</summary>
public sealed record Order(string By, string Why);
