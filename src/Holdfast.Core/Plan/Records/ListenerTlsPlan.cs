namespace Holdfast.Core.Plan;

/// <summary>Server certificate files of a listener, read again when they change.</summary>
public sealed record ListenerTlsPlan
{
    /// <summary>PEM file with the certificate and its chain; an absolute path after reading.</summary>
    public required string Certificate { get; init; }

    /// <summary>PEM file with the private key; an absolute path after reading.</summary>
    public required string Key { get; init; }
}
