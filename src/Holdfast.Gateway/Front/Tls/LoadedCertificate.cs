using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Holdfast.Gateway.Front.Tls;

/// <summary>One version of a certificate with its key and chain, ready for handshakes.</summary>
internal sealed class LoadedCertificate
{
    private const string SubjectAlternativeName = "2.5.29.17";

    private LoadedCertificate(X509Certificate2 certificate, SslStreamCertificateContext context, IReadOnlyList<string> names)
    {
        Certificate = certificate;
        Context = context;
        Names = names;
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>Holds the chain as sent and the session tickets' state; one for all handshakes.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>DNS names it is good for; a leading <c>*.</c> stands for one label.</summary>
    public IReadOnlyList<string> Names { get; }

    public static LoadedCertificate Parse(string certificatePath, byte[] certificatePem, string keyPath, byte[] keyPem)
    {
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(System.Text.Encoding.UTF8.GetString(certificatePem));
        }
        catch (CryptographicException e)
        {
            throw new CertificateException($"{certificatePath} has a certificate that cannot be read: {e.Message}", e);
        }

        if (chain.Count == 0)
            throw new CertificateException($"{certificatePath} has no certificate in PEM form");

        var leaf = WithKey(chain[0], certificatePath, keyPath, System.Text.Encoding.UTF8.GetString(keyPem));
        chain.RemoveAt(0);
        // Offline: starting must not wait for somebody's server of intermediate certificates.
        var context = SslStreamCertificateContext.Create(leaf, chain, offline: true);
        return new LoadedCertificate(leaf, context, DnsNames(leaf));
    }

    private static X509Certificate2 WithKey(X509Certificate2 certificate, string certificatePath, string keyPath, string keyPem)
    {
        try
        {
            using (certificate)
                return X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), keyPem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CertificateException($"{keyPath} has no private key that fits {certificatePath}", e);
        }
    }

    private static string[] DnsNames(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.FirstOrDefault(static e => e.Oid?.Value == SubjectAlternativeName);
        if (extension is null)
            return certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false) is { Length: > 0 } name ? [name] : [];
        return [.. new X509SubjectAlternativeNameExtension(extension.RawData).EnumerateDnsNames()];
    }
}
