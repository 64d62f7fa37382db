using System.Net;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>At which addresses a node that the plan names is found now.</summary>
/// <param name="Addresses">Each is a node of its own; empty: none is known.</param>
/// <param name="Why">Why none is known; of no meaning otherwise.</param>
public sealed record Resolution(IReadOnlyList<IPAddress> Addresses, string Why);
