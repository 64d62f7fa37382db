using System.Security.Cryptography.X509Certificates;

namespace Holdfast.Testing.Origins;

public sealed record KestrelOriginOptions
{
    /// <summary>Said in <c>X-Origin-Version</c> of every answer.</summary>
    public string Version { get; init; } = "v1";

    /// <summary>Given: the origin speaks TLS too, HTTP/1.1 and HTTP/2 by ALPN.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Given: TLS connections must show a client certificate that this authority issued.</summary>
    public X509Certificate2? ClientAuthority { get; init; }
}
