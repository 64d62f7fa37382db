using Holdfast.Control.Status;

namespace Holdfast.WebConsole.Interfaces.One;

/// <summary>Something near an interface: another that the same service answers, a service, a node.</summary>
/// <param name="Column">0 for interfaces, 1 for services, 2 for nodes.</param>
/// <param name="Row">From the top.</param>
/// <param name="Number">What it has to do now, with its unit.</param>
/// <param name="Href">Where more of it is.</param>
/// <param name="IsHere">It is the one that is looked at.</param>
public sealed record Neighbour(int Column, int Row, string Name, string Number, Tone Tone, string Href, bool IsHere);
