namespace Holdfast.Core.Plan;

/// <summary>One address on which the gateway takes traffic.</summary>
public sealed record ListenerPlan
{
    public required string Name { get; init; }

    /// <summary><c>host:port</c>; the host is an IP address, <c>localhost</c>, or <c>*</c> for every address.</summary>
    public required string Address { get; init; }

    /// <summary>Absent: cleartext (HTTP/1.1, and HTTP/2 by prior knowledge).</summary>
    public ListenerTlsPlan? Tls { get; init; }

    /// <summary>HTTP versions spoken here; both by default.</summary>
    public required HttpVersions Versions { get; init; }
}
