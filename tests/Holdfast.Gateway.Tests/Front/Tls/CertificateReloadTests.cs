using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Holdfast.Core.Plan;
using Holdfast.Gateway.Front;
using Holdfast.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Gateway.Tests.Front.Tls;

public sealed class CertificateReloadTests
{
    [Fact]
    public async Task Files_Replaced_NewConnectionsGetThemAndOldLiveOn()
    {
        using var certificates = new TestCertificates();
        var tls = certificates.Write("site", "before.example");
        var time = new FakeTimeProvider();
        await using var front = await FrontHarness.StartAsync(
            FrontHarness.AnswerOk, time: time, listeners: FrontPlans.Listener(tls: tls));
        var old = front.Client();
        using var first = await front.GetAsync(old);
        var connections = front.Server.Connections;

        var (certificate, key) = TestCertificates.Make("after.example");
        Rename(tls.Certificate, certificate);
        Rename(tls.Key, key);
        await NewsAsync(front, time, FrontEventKind.CertificateReloaded);

        (await SubjectAsync(front)).ShouldBe("CN=after.example");
        using var again = await front.GetAsync(old);
        again.IsSuccessStatusCode.ShouldBeTrue();
        connections.ShouldBe(1);
    }

    [Fact]
    public async Task Files_SwappedThroughASymlink_AreRead()
    {
        using var certificates = new TestCertificates();
        Directory.CreateDirectory(Path.Combine(certificates.Folder, "one"));
        Directory.CreateDirectory(Path.Combine(certificates.Folder, "two"));
        certificates.Write("one/site", "one.example");
        certificates.Write("two/site", "two.example");
        var link = Path.Combine(certificates.Folder, "data");
        Directory.CreateSymbolicLink(link, "one");
        var time = new FakeTimeProvider();
        await using var front = await FrontHarness.StartAsync(
            FrontHarness.AnswerOk, time: time, listeners: FrontPlans.Listener(tls: certificates.Plan("data/site")));

        Directory.CreateSymbolicLink(link + ".new", "two");
        // rename(2), which .NET will not do to a link that points to a folder.
        using var move = System.Diagnostics.Process.Start("mv", ["-T", link + ".new", link]);
        await move.WaitForExitAsync().Within("mv");
        await NewsAsync(front, time, FrontEventKind.CertificateReloaded);

        (await SubjectAsync(front)).ShouldBe("CN=two.example");
    }

    [Theory]
    [InlineData("not a certificate")]
    [InlineData("another's")]
    [InlineData(null)]
    public async Task Files_NoGood_OldCertificateStaysAndItIsToldOnce(string? content)
    {
        using var certificates = new TestCertificates();
        var tls = certificates.Write("site", "good.example");
        var time = new FakeTimeProvider();
        await using var front = await FrontHarness.StartAsync(
            FrontHarness.AnswerOk, time: time, listeners: FrontPlans.Listener(tls: tls));

        if (content is null)
            File.Delete(tls.Certificate);
        else
            File.WriteAllText(tls.Certificate, content == "another's" ? TestCertificates.Make("other.example").Certificate : content);
        await NewsAsync(front, time, FrontEventKind.CertificateRefused);
        for (var look = 0; look < 5; look++)
            time.Advance(FrontWatch.Every);

        (await SubjectAsync(front)).ShouldBe("CN=good.example");
        front.Events.Count(static happened => happened.Kind == FrontEventKind.CertificateRefused).ShouldBe(1);
    }

    [Fact]
    public async Task Reloads_UnderLoad_FailNothing()
    {
        const int Reloads = 10;
        using var certificates = new TestCertificates();
        var tls = certificates.Write("site", "site0.example");
        await using var front = await FrontHarness.StartAsync(FrontHarness.AnswerOk, listeners: FrontPlans.Listener(tls: tls));
        using var done = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(worker => LoadAsync(front, worker % 2 == 0, done.Token)).ToArray();

        for (var reload = 1; reload <= Reloads; reload++)
        {
            var seen = reload;
            certificates.Write("site", $"site{reload}.example");
            await Eventually.HoldsAsync(
                () => front.Events.Count(static happened => happened.Kind == FrontEventKind.CertificateReloaded) >= seen,
                $"reload {reload}");
        }

        await done.CancelAsync();
        foreach (var worker in load)
            (await worker.Within("a worker's end")).ShouldBeGreaterThan(0);
        (await SubjectAsync(front)).ShouldBe($"CN=site{Reloads}.example");
    }

    [Theory]
    [InlineData("a.example", "CN=a.example")]
    [InlineData("B.example", "CN=b.example")]
    [InlineData("x.c.example", "CN=*.c.example")]
    [InlineData("y.x.c.example", "CN=a.example")]
    [InlineData("", "CN=a.example")]
    public async Task ServerName_SeveralListenersShareAnAddress_ChoosesTheCertificate(string name, string subject)
    {
        using var certificates = new TestCertificates();
        var address = $"127.0.0.1:{Testing.Processes.Ports.Free()}";
        await using var front = await FrontHarness.StartAsync(
            FrontHarness.AnswerOk,
            listeners:
            [
                FrontPlans.Listener("web", address, certificates.Write("a", "a.example")),
                FrontPlans.Listener("b", address, certificates.Write("b", "b.example")),
                FrontPlans.Listener("c", address, certificates.Write("c", "*.c.example")),
            ]);

        (await SubjectAsync(front, name)).ShouldBe(subject);
    }

    private static async Task<int> LoadAsync(FrontHarness front, bool keepsAlive, CancellationToken done)
    {
        var client = front.Client(handler => handler.PooledConnectionLifetime = keepsAlive ? Timeout.InfiniteTimeSpan : TimeSpan.Zero);
        var answered = 0;
        for (; !done.IsCancellationRequested && answered < 100_000; answered++)
        {
            using var answer = await front.GetAsync(client);
            answer.IsSuccessStatusCode.ShouldBeTrue();
        }

        return answered;
    }

    private static void Rename(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Time goes on until the news is there: a fake clock may be ahead of the watch that it drives.</summary>
    private static Task NewsAsync(FrontHarness front, FakeTimeProvider time, FrontEventKind kind) => Eventually.HoldsAsync(
        () =>
        {
            time.Advance(FrontWatch.Every);
            return front.Events.Any(happened => happened.Kind == kind);
        },
        $"{kind}",
        state: () => string.Join("; ", front.Events));

    private static async Task<string> SubjectAsync(FrontHarness front, string name = "")
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(front.Address());
        X509Certificate2? seen = null;
        await using var stream = new SslStream(new NetworkStream(socket), false);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = name,
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                seen = certificate as X509Certificate2;
                return true;
            },
        }).Within("the handshake");
        return seen!.Subject;
    }
}
