using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>TLS towards nodes: whom it trusts, what name it asks for, what it shows.</summary>
public sealed class UpstreamTlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CertificateAuthority _authority;

    public UpstreamTlsTests() => _authority = CertificateAuthority.Create(_folder, "nodes");

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Forward_NodeOfOwnAuthority_IsTrusted()
    {
        await using var origin = await StartAsync("node");
        await using var scene = await BeforeAsync(origin, $"authority: \"{_authority.AuthorityPath}\"");

        var echoed = await scene.Client().EchoAsync();

        echoed.Scheme.ShouldBe("https");
    }

    [Fact]
    public async Task Forward_NodeOfUnknownAuthority_Is502()
    {
        await using var origin = await StartAsync("node");
        await using var scene = await BeforeAsync(origin, "");

        await Problems.ShouldAnswerAsync(scene.Client(), "/echo", 502, "everything");
        origin.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task Forward_NameGiven_IsAskedForAndVerified()
    {
        await using var origin = await StartAsync("node", onlyFor: "accounts.internal");
        await using var scene = await BeforeAsync(origin, $"authority: \"{_authority.AuthorityPath}\", name: accounts.internal");

        var echoed = await scene.Client().EchoAsync();

        echoed.ServerName.ShouldBe("accounts.internal");
    }

    [Fact]
    public async Task Forward_NameNotInCertificate_Is502()
    {
        await using var origin = await StartAsync("node", onlyFor: "accounts.internal");
        await using var scene = await BeforeAsync(origin, $"authority: \"{_authority.AuthorityPath}\"");

        await Problems.ShouldAnswerAsync(scene.Client(), "/echo", 502, "everything");
        origin.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task Forward_ClientCertificateGiven_IsShown()
    {
        await using var origin = await StartAsync("node", asksForClient: true);
        var shown = _authority.IssueClient("gateway", "gateway");
        await using var scene = await BeforeAsync(
            origin, $"authority: \"{_authority.AuthorityPath}\", certificate: \"{shown.CertificatePath}\", key: \"{shown.KeyPath}\"");

        var echoed = await scene.Client().EchoAsync();

        echoed.ClientSubject.ShouldBe("CN=gateway");
    }

    [Fact]
    public async Task Forward_ClientCertificateAskedForAndNotGiven_Is502()
    {
        await using var origin = await StartAsync("node", asksForClient: true);
        await using var scene = await BeforeAsync(origin, $"authority: \"{_authority.AuthorityPath}\"");

        await Problems.ShouldAnswerAsync(scene.Client(), "/echo", 502, "everything");
        origin.Requests.ShouldBe(0);
    }

    private Task<KestrelOrigin> StartAsync(string fileName, string? onlyFor = null, bool asksForClient = false) =>
        KestrelOrigin.StartAsync(new KestrelOriginOptions
        {
            Certificate = _authority.IssueServer(fileName, onlyFor).Certificate,
            ClientAuthority = asksForClient ? _authority.Root : null,
        });

    private static Task<Scene> BeforeAsync(KestrelOrigin origin, string tls) =>
        Scene.BeforeAsync(origin.TlsUrl, plan => plan with { Service = tls.Length > 0 ? $"tls: {{ {tls} }}" : "" });
}
