using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Holdfast.Control.Access.Oidc;

namespace Holdfast.Control.Admin;

/// <summary>What the admin address shows to other machines; a renewed one is used soon after it was written.</summary>
public sealed class AdminCertificate
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly string _file;
    private readonly string _key;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private SslStreamCertificateContext _certificate;
    private DateTime _written;
    private long _lookedAt;

    private AdminCertificate(string file, string key, TimeProvider time)
    {
        (_file, _key, _time) = (file, key, time);
        (_certificate, _written, _lookedAt) = (Read(), File.GetLastWriteTimeUtc(file), time.GetTimestamp());
    }

    /// <exception cref="AccessSettingsException">It cannot be read, or its key belongs to another.</exception>
    public static AdminCertificate Load(string file, string key, TimeProvider time)
    {
        try
        {
            return new AdminCertificate(file, key, time);
        }
        catch (Exception fault) when (IsOfTheFiles(fault))
        {
            throw new AccessSettingsException($"{AccessVariables.Certificate} or {AccessVariables.Key} cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>With those between it and the root, as its file has them.</summary>
    internal SslStreamCertificateContext Now()
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_lookedAt) < LookEvery) return _certificate;
            _lookedAt = _time.GetTimestamp();
            try
            {
                if (File.GetLastWriteTimeUtc(_file) is var written && written != _written) (_certificate, _written) = (Read(), written);
            }
            catch (Exception fault) when (IsOfTheFiles(fault))
            {
                // Half written, or gone: the one that is in use goes on.
            }

            return _certificate;
        }
    }

    private static bool IsOfTheFiles(Exception fault) => fault is IOException or UnauthorizedAccessException or CryptographicException;

    private SslStreamCertificateContext Read()
    {
        var certificate = X509Certificate2.CreateFromPemFile(_file, _key);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_file);
        // The file is all there is to go by: nothing is fetched from elsewhere to complete it.
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }
}
