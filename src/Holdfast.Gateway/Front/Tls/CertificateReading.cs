namespace Holdfast.Gateway.Front.Tls;

/// <summary>What came of reading changed files: a new certificate in use, or a fault and the old one kept.</summary>
internal readonly record struct CertificateReading(CertificatePair Pair, string? Fault);
