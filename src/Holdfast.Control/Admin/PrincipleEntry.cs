namespace Holdfast.Control.Admin;

/// <param name="Principle">Its number, 1 to 10, as the design counts them.</param>
public sealed record PrincipleEntry(string Id, int Principle, string Title);
