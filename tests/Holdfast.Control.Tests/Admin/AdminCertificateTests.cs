using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Holdfast.Control.Access.Oidc;
using Holdfast.Control.Admin;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Admin;

/// <summary>Whoever knows the root alone believes the admin address: it shows those between as well.</summary>
public sealed class AdminCertificateTests : IDisposable
{
    private const string Host = "holdfast.example.com";

    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Connect_ByWhoTrustsTheRootAlone_IsShownTheWholeChain()
    {
        using var root = Make("CN=root", null, isAuthority: true);
        using var between = Make("CN=between", root, isAuthority: true);
        using var leaf = Make($"CN={Host}", between, isAuthority: false);
        await File.WriteAllTextAsync(_folder.File("chain.pem"), $"{leaf.ExportCertificatePem()}\n{between.ExportCertificatePem()}\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder.File("key.pem"), leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        var certificate = AdminCertificate.Load(_folder.File("chain.pem"), _folder.File("key.pem"), TimeProvider.System);
        await using var admin = await AdminHarness.StartAsync(settings: AccessSettings.None with { Certificate = certificate });
        using var client = new TcpClient();
        await client.ConnectAsync(admin.Url.Host, admin.Url.Port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(client.GetStream());

        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = Host,
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { root }, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true,
            },
        }, TestContext.Current.CancellationToken).Within("the handshake");

        tls.IsAuthenticated.ShouldBeTrue();
    }

    private static X509Certificate2 Make(string name, X509Certificate2? by, bool isAuthority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true));
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddDnsName(Host);
        if (!isAuthority) request.CertificateExtensions.Add(alternatives.Build());
        if (by is null) return request.CreateSelfSigned(From, From.AddYears(100));
        using var made = request.Create(by, From, From.AddYears(99), RandomNumberGenerator.GetBytes(8));
        return made.CopyWithPrivateKey(key);
    }
}
