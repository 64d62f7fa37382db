using System.Collections.Immutable;
using System.Net;

namespace Holdfast.Core.Principles.Failover.Resolving;

/// <summary>What is known of a name. Immutable.</summary>
/// <param name="Addresses">Of the last answer that had any; empty: none ever had.</param>
/// <param name="Fault">Why the newest look-up came to nothing; null: it did not.</param>
/// <param name="Refused">Addresses of the newest answer that no traffic is sent to, with the reasons.</param>
/// <param name="Due">Timestamp from which on it is to be looked up again.</param>
public sealed record ResolvedName(ImmutableArray<IPAddress> Addresses, string? Fault, string Refused, long Due);
