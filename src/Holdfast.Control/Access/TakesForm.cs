namespace Holdfast.Control.Access;

/// <summary>Says of a route that pages of ours post forms to it: browsers that are signed in, and nobody else.</summary>
/// <param name="BytesMax">Longest form.</param>
public sealed record TakesForm(int BytesMax);
