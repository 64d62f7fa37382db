using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Holdfast.Testing;
using Holdfast.Testing.Clients;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>Certificate files that change are shown to new connections, and nobody notices otherwise.</summary>
public sealed class CertificateReloadTests
{
    private static CancellationToken Cancellation => Scene.Cancellation;

    [Fact]
    public async Task Files_ReplacedUnderLoad_AreShownSoonAndNothingFails()
    {
        await using var scene = await Scene.WithOriginAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asking = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskUntilAsync(scene, stop.Token)));
        await using var before = await scene.ConnectAsync(tls: true);

        for (var round = 0; round < 5; round++)
        {
            var renewed = scene.Authority.IssueServer("site").Certificate.SerialNumber;
            await Eventually.HoldsAsync(
                async () => await ShownAsync(scene) == renewed, $"certificate {renewed} on new connections (round {round})");
        }

        await stop.CancelAsync();
        var asked = await asking;
        asked.Sum().ShouldBeGreaterThan(20);
        (await before.AskAsync("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Files_Spoilt_LeaveTheOldCertificateInUse()
    {
        await using var scene = await Scene.WithOriginAsync();
        var good = await ShownAsync(scene);

        await File.WriteAllTextAsync(scene.Plan.Certificate!.CertificatePath, "no certificate", Cancellation);
        var after = scene.Authority.IssueServer("other");
        File.Copy(after.KeyPath, scene.Plan.Certificate.KeyPath, overwrite: true);

        // Asked for longer than the files' change takes to be seen elsewhere in this class.
        for (var look = 0; look < 20; look++)
            (await ShownAsync(scene)).ShouldBe(good);
        (await scene.Client(tls: true).EchoAsync()).Scheme.ShouldBe("http");

        var renewed = scene.Authority.IssueServer("site").Certificate.SerialNumber;
        await Eventually.HoldsAsync(async () => await ShownAsync(scene) == renewed, "a good certificate after a bad one");
    }

    private static async Task<int> AskUntilAsync(Scene scene, CancellationToken stop)
    {
        var asked = 0;
        while (!stop.IsCancellationRequested)
        {
            await using var client = await scene.ConnectAsync(tls: true);
            var answer = await client.AskAsync("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", Cancellation);
            answer.Status.ShouldBe(200);
            asked++;
        }

        return asked;
    }

    private static async Task<string> ShownAsync(Scene scene)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", scene.Plan.TlsPort!.Value, Cancellation);
        await using var stream = new SslStream(new NetworkStream(socket));
        await stream.AuthenticateAsClientAsync(Trust.Only(scene.Authority.Root, "localhost"), Cancellation);
        return ((X509Certificate2)stream.RemoteCertificate!).SerialNumber;
    }
}
