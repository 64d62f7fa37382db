using System.Net;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>What looking a name up came to.</summary>
/// <param name="Addresses">In any order.</param>
/// <param name="Fault">Why there are none; null where the answer was an answer.</param>
public sealed record NameAnswer(IReadOnlyList<IPAddress> Addresses, string? Fault = null);
