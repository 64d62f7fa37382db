using System.Security.Cryptography.X509Certificates;

namespace Holdfast.Testing;

/// <summary>A certificate on disk and in memory.</summary>
/// <param name="CertificatePath">PEM file: the certificate, then its authority.</param>
/// <param name="KeyPath">PEM file: the private key (PKCS #8).</param>
/// <param name="Certificate">The same with its key, for tests that serve or show it.</param>
public sealed record IssuedCertificate(string CertificatePath, string KeyPath, X509Certificate2 Certificate);
