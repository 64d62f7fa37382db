using System.Net;

namespace Holdfast.Core.Plan.Fields;

/// <summary>Where a service's nodes may be although no traffic goes there by default. Two of the same networks are equal.</summary>
public sealed class AddressExceptions : IEquatable<AddressExceptions>
{
    public static readonly AddressExceptions None = new([]);

    private readonly IPNetwork[] _networks;

    /// <param name="networks">As a plan has them, e.g. <c>169.254.10.0/24</c>.</param>
    public AddressExceptions(IReadOnlyList<string> networks) =>
        (Networks, _networks) = (networks, [.. networks.Select(static network => IPNetwork.Parse(network))]);

    public IReadOnlyList<string> Networks { get; }

    public bool Has(IPAddress address) => Array.Exists(_networks, network => network.Contains(address));

    public bool Equals(AddressExceptions? other) => other is not null && other.Networks.SequenceEqual(Networks, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as AddressExceptions);

    public override int GetHashCode() => Networks.Aggregate(0, static (hash, network) => HashCode.Combine(hash, network));
}
