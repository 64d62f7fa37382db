using Holdfast.Control.Plans;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Plans;

public sealed class DiskFileStampsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DiskFileStamps _stamps = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stamp_FileUntouched_StaysTheSame()
    {
        var path = _folder.Write("plan.yaml", "one");

        _stamps.Of(path).ShouldBe(_stamps.Of(path));
    }

    [Fact]
    public void Stamp_NoFile_IsAbsent() => _stamps.Of(_folder.File("none")).ShouldBe(IFileStamps.Absent);

    [Fact]
    public void Stamp_ReplacedByOneOfTheSameSizeAndTime_Differs()
    {
        var path = _folder.Write("plan.yaml", "one");
        var written = File.GetLastWriteTimeUtc(path);
        // Set, and not left as it was: the disk counts finer than this type does.
        File.SetLastWriteTimeUtc(path, written);
        var before = _stamps.Of(path);

        var other = _folder.Write("other.yaml", "two");
        File.SetLastWriteTimeUtc(other, written);
        File.Move(other, path, overwrite: true);

        File.GetLastWriteTimeUtc(path).ShouldBe(written);
        _stamps.Of(path).ShouldNotBe(before);
    }

    [Fact]
    public void Stamp_FolderBehindTheLinkSwapped_Differs()
    {
        // As Kubernetes swaps a mounted config map: plan.yaml → ..data/plan.yaml, ..data → ..1, then → ..2.
        _folder.Write("..1/plan.yaml", "one");
        _folder.Write("..2/plan.yaml", "two");
        _folder.Point("..data", "..1");
        _folder.Point("plan.yaml", "..data/plan.yaml");
        var before = _stamps.Of(_folder.File("plan.yaml"));

        _folder.Point("..data", "..2");

        _stamps.Of(_folder.File("plan.yaml")).ShouldNotBe(before);
    }
}
