using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Holdfast.Testing.Clients;

/// <summary>TLS options of test clients: trust one throw-away authority and nobody else.</summary>
public static class Trust
{
    public static SslClientAuthenticationOptions Only(
        X509Certificate2 authority, string host, params SslApplicationProtocol[] protocols) => new()
        {
            TargetHost = host,
            ApplicationProtocols = protocols.Length > 0 ? [.. protocols] : null,
            CertificateChainPolicy = PolicyFor(authority),
        };

    private static X509ChainPolicy PolicyFor(X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(authority);
        return policy;
    }
}
