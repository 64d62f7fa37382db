using Holdfast.Control.Admin;

namespace Holdfast.Control.Access.Oidc;

/// <summary>What the environment says of the admin address where other machines reach it.</summary>
/// <param name="Host">The name it is called by there; null: it is for this machine alone.</param>
/// <param name="Certificate">What it shows; null: it speaks in clear.</param>
/// <param name="Oidc">Whom it asks who somebody is; null: nobody.</param>
public sealed record AccessSettings(string? Host, AdminCertificate? Certificate, OidcSettings? Oidc)
{
    public static readonly AccessSettings None = new(Host: null, Certificate: null, Oidc: null);

    /// <summary>What is still missing before other machines may reach the address, by the names of the variables; empty: nothing.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. Host is null ? [AccessVariables.Host] : Array.Empty<string>(),
        .. Certificate is null ? [AccessVariables.Certificate, AccessVariables.Key] : Array.Empty<string>(),
        .. Oidc is null ? [AccessVariables.Authority, AccessVariables.ClientId] : Array.Empty<string>(),
    ];
}
