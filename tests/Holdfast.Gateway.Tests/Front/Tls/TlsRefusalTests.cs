using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Holdfast.Testing;
using Holdfast.Testing.Clients;

namespace Holdfast.Gateway.Tests.Front.Tls;

/// <summary>What TLS is not spoken, and what follows from a name asked for that is not the Host of the request.</summary>
public sealed class TlsRefusalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// The hello of TLS 1.0 or 1.1, by hand: a client library would not say it any more, and its own refusal would prove
    /// nothing. Random, no session, one suite, no compression, no extensions.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Hello_OfAVersionBefore12_IsAnsweredWithAnAlert(byte minor)
    {
        using var certificates = new TestCertificates();
        await using var front = await FrontHarness.StartAsync(
            FrontHarness.AnswerOk, listeners: FrontPlans.Listener(tls: certificates.Write("site", "localhost")));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(front.Address(), Cancellation);
        byte[] hello = [3, minor, .. new byte[32], 0, 0, 4, 0xC0, 0x09, 0xC0, 0x0A, 1, 0];
        byte[] handshake = [1, 0, 0, (byte)hello.Length, .. hello];

        await socket.SendAsync((byte[])[22, 3, 1, 0, (byte)handshake.Length, .. handshake], Cancellation);

        var answer = new byte[64];
        var read = await socket.ReceiveAsync(answer, Cancellation).AsTask().Within("an answer to the hello");
        // An alert, or nothing but the end; never the server's own hello (22).
        if (read > 0) answer[0].ShouldBe((byte)21);
        front.Server.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Handshake_Of12_Passes()
    {
        using var certificates = new TestCertificates();
        await using var front = await FrontHarness.StartAsync(
            FrontHarness.AnswerOk, listeners: FrontPlans.Listener(tls: certificates.Write("site", "localhost")));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(front.Address(), Cancellation);
        await using var stream = new SslStream(new NetworkStream(socket), false, static (_, _, _, _) => true);

        await stream.AuthenticateAsClientAsync("localhost", null, SslProtocols.Tls12, false).Within("a handshake");

        stream.SslProtocol.ShouldBe(SslProtocols.Tls12);
    }

    /// <summary>The name of the handshake chooses a certificate and nothing else; what is asked for is what the Host says.</summary>
    [Fact]
    public async Task ServerName_OtherThanTheHost_DecidesTheCertificateAlone()
    {
        using var folder = new TemporaryFolder();
        using var authority = CertificateAuthority.Create(folder);
        var certificate = authority.IssueServer("site");
        await using var front = await FrontHarness.StartAsync(
            static context =>
            {
                context.Response.Headers["X-Host"] = context.Request.Headers.Host;
                return Task.CompletedTask;
            },
            listeners: FrontPlans.Listener(tls: new() { Certificate = certificate.CertificatePath, Key = certificate.KeyPath }));
        await using var client = await RawClient.ConnectAsync(new Uri($"https://localhost:{front.Address().Port}"), Cancellation, authority.Root);

        var answer = await client.AskAsync("GET / HTTP/1.1\r\nHost: other.example\r\n\r\n", Cancellation).Within("an answer");

        answer.Head.One("X-Host").ShouldBe("other.example");
    }
}
