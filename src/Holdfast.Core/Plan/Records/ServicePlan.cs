using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>A backend: its versions, which one is live, how it is spoken to.</summary>
public sealed record ServicePlan
{
    public required string Name { get; init; }

    public required IReadOnlyDictionary<string, VersionPlan> Versions { get; init; }

    /// <summary>Name of the version that answers. The only version, where there is one.</summary>
    public required string Live { get; init; }

    public required UpstreamProtocol Protocol { get; init; }

    /// <summary>How nodes with an <c>https</c> address are verified and what is shown to them.</summary>
    public required UpstreamTlsPlan Tls { get; init; }

    /// <summary>Time to open a connection to a node, TLS included.</summary>
    public required TimeSpan ConnectTimeout { get; init; }

    /// <summary>Where its nodes may be though no traffic goes there by default.</summary>
    public AddressExceptions AddressExceptions { get; init; } = AddressExceptions.None;

    /// <summary>Sections that principles add to a service (<c>balance</c>, <c>health</c> …).</summary>
    public required FieldValues Sections { get; init; }
}
