namespace Holdfast.Gateway.Front.Tls;

/// <summary>A certificate file and its key file, and the last version of them that was good.</summary>
/// <remarks>
/// Watched by content, not by events or times: a rename, a swapped symlink and an edit in place all end in different
/// bytes, and reading a few kilobytes four times a second costs nothing that can be measured.
/// </remarks>
internal sealed class CertificatePair
{
    /// <summary>Far above any chain; a path to something else must not be read into memory.</summary>
    private const int FileBytesMax = 1 << 20;

    private byte[] _certificate;
    private byte[] _key;
    private (byte[] Certificate, byte[] Key)? _suspect;
    private string? _reported;

    /// <exception cref="CertificateException">The files cannot be read or do not match.</exception>
    public CertificatePair(string certificatePath, string keyPath)
    {
        CertificatePath = certificatePath;
        KeyPath = keyPath;
        _certificate = Read(certificatePath);
        _key = Read(keyPath);
        Current = LoadedCertificate.Parse(certificatePath, _certificate, keyPath, _key);
    }

    public string CertificatePath { get; }

    public string KeyPath { get; }

    public LoadedCertificate Current { get; private set; }

    /// <summary>
    /// Null when nothing changed, or when a fault may yet pass: the two files are rarely replaced in one instant, so a
    /// pair that does not match is only reported when a second look finds it the same.
    /// </summary>
    public CertificateReading? Refresh()
    {
        byte[] certificate;
        byte[] key;
        try
        {
            certificate = Read(CertificatePath);
            key = Read(KeyPath);
        }
        catch (CertificateException e)
        {
            return Fault(e.Message, ([], []));
        }

        if (certificate.AsSpan().SequenceEqual(_certificate) && key.AsSpan().SequenceEqual(_key))
        {
            _suspect = null;
            _reported = null;
            return null;
        }

        try
        {
            Current = LoadedCertificate.Parse(CertificatePath, certificate, KeyPath, key);
        }
        catch (CertificateException e)
        {
            return Fault(e.Message, (certificate, key));
        }

        (_certificate, _key, _suspect, _reported) = (certificate, key, null, null);
        return new CertificateReading(this, Fault: null);
    }

    private CertificateReading? Fault(string fault, (byte[] Certificate, byte[] Key) content)
    {
        var settled = _suspect is { } suspect
            && suspect.Certificate.AsSpan().SequenceEqual(content.Certificate)
            && suspect.Key.AsSpan().SequenceEqual(content.Key);
        if (!settled)
        {
            _suspect = content;
            _reported = null;
            return null;
        }

        if (_reported == fault)
            return null;
        _reported = fault;
        return new CertificateReading(this, fault);
    }

    private static byte[] Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > FileBytesMax)
                throw new CertificateException($"{path} is too large for a PEM file: {file.Length} bytes");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
