namespace Holdfast.Gateway.Front.Tls;

/// <summary>A certificate and its key cannot be used. The message is one line and names the file.</summary>
public sealed class CertificateException(string message, Exception? inner = null) : Exception(message, inner);
