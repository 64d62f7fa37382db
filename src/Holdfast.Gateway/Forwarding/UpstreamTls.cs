using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Holdfast.Core.Plan;

namespace Holdfast.Gateway.Forwarding;

/// <summary>TLS towards the nodes of a service: whom to trust, what name to expect, what to show.</summary>
/// <remarks>
/// The handshake is made here: the handler's own would ask for, and be content with, the Host that a request shows,
/// which is not always the node's.
/// </remarks>
internal sealed class UpstreamTls
{
    private readonly UpstreamTlsPlan _plan;
    private readonly X509ChainPolicy? _chain;
    private readonly SslStreamCertificateContext? _certificate;

    public UpstreamTls(UpstreamTlsPlan plan)
    {
        _plan = plan;
        _chain = plan.Authority is null ? null : Load(plan.Authority, Trust);
        _certificate = plan.Certificate is null ? null : Load(plan.Certificate, path => Shown(path, plan.Key ?? path));
    }

    public void Apply(SocketsHttpHandler handler, UpstreamDial dial)
    {
        handler.SslOptions = Options();
        handler.ConnectCallback = (context, cancellation) => ConnectAsync(dial, context, cancellation);
    }

    private async ValueTask<Stream> ConnectAsync(UpstreamDial dial, SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = await dial.ConnectAsync(context.DnsEndPoint, cancellation);
        try
        {
            var stream = new NetworkStream(socket, ownsSocket: true);
            if (context.InitialRequestMessage.RequestUri?.Scheme != Uri.UriSchemeHttps) return stream;
            return await HandshakeAsync(stream, context, cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Stream> HandshakeAsync(NetworkStream stream, SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var options = Options();
        options.TargetHost = _plan.Name ?? context.DnsEndPoint.Host;
        options.ApplicationProtocols = context.InitialRequestMessage.Version.Major >= 2
            ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]
            : [SslApplicationProtocol.Http11];
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellation);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    private SslClientAuthenticationOptions Options() => new()
    {
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateChainPolicy = _chain,
        ClientCertificateContext = _certificate,
    };

    private static X509ChainPolicy Trust(string path)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(path);
        if (policy.CustomTrustStore.Count == 0) throw new CryptographicException("it holds no certificate");
        return policy;
    }

    private static SslStreamCertificateContext Shown(string certificate, string key)
    {
        using var pair = X509Certificate2.CreateFromPemFile(certificate, key);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificate);
        // Through PKCS#12, because not every platform's TLS can use a key that is only in memory.
        var usable = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);
        return SslStreamCertificateContext.Create(usable, chain, offline: true);
    }

    private static T Load<T>(string path, Func<string, T> load)
    {
        try
        {
            return load(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UpstreamTlsException($"{path} cannot be used: {fault.Message}", fault);
        }
    }
}
