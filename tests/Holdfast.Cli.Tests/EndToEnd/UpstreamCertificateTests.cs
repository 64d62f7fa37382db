using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary>Files that the plan names are part of it: when one changes, the plan is carried out with what is in it now.</summary>
public sealed class UpstreamCertificateTests
{
    [Fact]
    public async Task Authority_Replaced_IsTrustedWithoutARestart()
    {
        using var folder = new TemporaryFolder();
        using var wrong = CertificateAuthority.Create(folder, "wrong");
        using var right = CertificateAuthority.Create(folder, "right");
        await using var origin = await KestrelOrigin.StartAsync(
            new KestrelOriginOptions { Certificate = right.IssueServer("origin").Certificate });
        var trusted = folder.File("trusted.pem");
        File.Copy(wrong.AuthorityPath, trusted);
        await using var gateway = await RunningGateway.StartAsync(new PlanText
        {
            Nodes = [origin.TlsUrl],
            Service = $"connect-timeout: 20s, tls: {{ authority: \"{trusted}\" }}",
            Interface = "host: node",
        });
        (await gateway.VersionAsync()).ShouldBe("502");

        File.Copy(right.AuthorityPath, trusted, overwrite: true);

        await gateway.WaitForVersionAsync("v1");
    }

    [Fact]
    public async Task Authority_ReplacedByNoCertificate_IsRefusedAndTheOldOneStays()
    {
        using var folder = new TemporaryFolder();
        using var right = CertificateAuthority.Create(folder, "right");
        await using var origin = await KestrelOrigin.StartAsync(
            new KestrelOriginOptions { Certificate = right.IssueServer("origin").Certificate });
        await using var gateway = await RunningGateway.StartAsync(new PlanText
        {
            Nodes = [origin.TlsUrl],
            Service = $"connect-timeout: 20s, tls: {{ authority: \"{right.AuthorityPath}\" }}",
            Interface = "host: node",
        });
        (await gateway.VersionAsync()).ShouldBe("v1");

        await File.WriteAllTextAsync(right.AuthorityPath, "nothing\n", RunningGateway.Cancellation);

        await gateway.Process.WaitForOutputAsync("HF3007");
        await gateway.Process.WaitForOutputAsync("the changed plan is refused");
        (await gateway.VersionAsync()).ShouldBe("v1");
    }
}
