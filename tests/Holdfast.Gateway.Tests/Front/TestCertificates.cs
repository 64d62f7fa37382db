using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Holdfast.Core.Plan;
using Holdfast.Testing;

namespace Holdfast.Gateway.Tests.Front;

/// <summary>Self-signed certificates in a folder of the test's own.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    public static (string Certificate, string Key) Make(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = request.CreateSelfSigned(From, From.AddYears(100));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public ListenerTlsPlan Write(string file, params string[] names)
    {
        var (certificate, key) = Make(names);
        var plan = Plan(file);
        File.WriteAllText(plan.Certificate, certificate);
        File.WriteAllText(plan.Key, key);
        return plan;
    }

    public ListenerTlsPlan Plan(string file) => new()
    {
        Certificate = Path.Combine(Folder, $"{file}.pem"),
        Key = Path.Combine(Folder, $"{file}.key"),
    };

    public void Dispose() => _folder.Dispose();
}
