using Holdfast.Core.Plan;
using Holdfast.Gateway.Forwarding;
using Holdfast.Testing;

namespace Holdfast.Gateway.Tests.Forwarding;

public sealed class UpstreamTlsFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Digest_NoFilesNamed_IsEmpty() => UpstreamTlsFiles.Digest(new UpstreamTlsPlan { Name = "a" }).ShouldBeEmpty();

    [Fact]
    public void Digest_OneFileWrittenAnew_Differs()
    {
        var plan = new UpstreamTlsPlan { Authority = _folder.Write("ca.pem", "one"), Certificate = _folder.Write("client.pem", "x") };
        var before = UpstreamTlsFiles.Digest(plan);
        UpstreamTlsFiles.Digest(plan).ShouldBe(before);

        _folder.Write("ca.pem", "two");

        UpstreamTlsFiles.Digest(plan).ShouldNotBe(before);
    }

    [Fact]
    public void Digest_FileGone_DiffersAndDoesNotThrow()
    {
        var plan = new UpstreamTlsPlan { Authority = _folder.Write("ca.pem", "one") };
        var before = UpstreamTlsFiles.Digest(plan);

        File.Delete(plan.Authority);

        UpstreamTlsFiles.Digest(plan).ShouldNotBe(before);
    }
}
