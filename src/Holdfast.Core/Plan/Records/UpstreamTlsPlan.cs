namespace Holdfast.Core.Plan;

/// <summary>TLS towards the nodes of a service. Paths are absolute after reading.</summary>
public sealed record UpstreamTlsPlan
{
    /// <summary>PEM file of the authorities to trust instead of the system's; null: the system's.</summary>
    public string? Authority { get; init; }

    /// <summary>Name to ask for (SNI) and to verify, instead of the node's host.</summary>
    public string? Name { get; init; }

    /// <summary>PEM client certificate shown to nodes; null: none.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM private key of <see cref="Certificate"/>.</summary>
    public string? Key { get; init; }
}
