using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Holdfast.Testing;

/// <summary>A throw-away authority and what it issues, as PEM files in one folder.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private readonly X509Certificate2 _root;
    private readonly string _folder;
    private int _serial;

    private CertificateAuthority(string folder, string name)
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = TimeProvider.System.GetUtcNow();
        _root = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        AuthorityPath = Path.Combine(folder, $"{name}.ca.pem");
        File.WriteAllText(AuthorityPath, _root.ExportCertificatePem());
    }

    /// <summary>PEM file of the root, for whoever is to trust it.</summary>
    public string AuthorityPath { get; }

    /// <summary>The root, without its key.</summary>
    public X509Certificate2 Root => X509CertificateLoader.LoadCertificate(_root.RawData);

    public static CertificateAuthority Create(TemporaryFolder folder, string name = "holdfast-test") =>
        new(folder.Path, name);

    /// <summary>A server certificate for these names; 127.0.0.1 and localhost are always among them unless told.</summary>
    public IssuedCertificate IssueServer(string fileName, string? onlyFor = null)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (onlyFor is null)
        {
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
        }
        else
        {
            names.AddDnsName(onlyFor);
        }

        return Issue(fileName, onlyFor ?? "localhost", "1.3.6.1.5.5.7.3.1", names);
    }

    public IssuedCertificate IssueClient(string fileName, string subject) =>
        Issue(fileName, subject, "1.3.6.1.5.5.7.3.2", null);

    public void Dispose() => _root.Dispose();

    private IssuedCertificate Issue(
        string fileName, string subject, string usage, SubjectAlternativeNameBuilder? names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (names is not null)
            request.CertificateExtensions.Add(names.Build());
        byte[] serial = [1, 0, 0, (byte)Interlocked.Increment(ref _serial)];
        var now = TimeProvider.System.GetUtcNow();
        using var issued = request.Create(_root, now.AddHours(-1), now.AddDays(7), serial);

        var certificatePath = Path.Combine(_folder, fileName + ".pem");
        var keyPath = Path.Combine(_folder, fileName + ".key");
        WriteAtomically(keyPath, key.ExportPkcs8PrivateKeyPem());
        WriteAtomically(certificatePath, issued.ExportCertificatePem() + "\n" + _root.ExportCertificatePem());
        using var withKey = issued.CopyWithPrivateKey(key);
        return new IssuedCertificate(
            certificatePath,
            keyPath,
            X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null));
    }

    private static void WriteAtomically(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
