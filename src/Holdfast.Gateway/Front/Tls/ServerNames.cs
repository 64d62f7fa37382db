using System.Net.Security;
using System.Security.Authentication;
using Holdfast.Core.Plan;

namespace Holdfast.Gateway.Front.Tls;

/// <summary>Which certificate a server name gets: the exact name, else a wildcard for its first label, else the first.</summary>
internal sealed class ServerNames
{
    private readonly Dictionary<string, SslServerAuthenticationOptions> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly SslServerAuthenticationOptions _first;

    public ServerNames(IEnumerable<LoadedCertificate> certificates, HttpVersions versions)
    {
        var all = certificates.Select(certificate => (certificate.Names, Options: Options(certificate, versions))).ToList();
        _first = all[0].Options;
        foreach (var (names, options) in all)
        {
            foreach (var name in names)
                _byName.TryAdd(name, options);
        }
    }

    public SslServerAuthenticationOptions Choose(string serverName)
    {
        if (serverName.Length == 0)
            return _first;
        if (_byName.TryGetValue(serverName, out var exact))
            return exact;
        var dot = serverName.IndexOf('.');
        return dot > 0 && _byName.TryGetValue($"*{serverName.AsSpan(dot)}", out var wildcard) ? wildcard : _first;
    }

    private static SslServerAuthenticationOptions Options(LoadedCertificate certificate, HttpVersions versions) => new()
    {
        ServerCertificateContext = certificate.Context,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        EncryptionPolicy = EncryptionPolicy.RequireEncryption,
        AllowRenegotiation = false,
        ApplicationProtocols = versions switch
        {
            HttpVersions.Http1 => [SslApplicationProtocol.Http11],
            HttpVersions.Http2 => [SslApplicationProtocol.Http2],
            _ => [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        },
    };
}
