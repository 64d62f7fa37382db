namespace Holdfast.Testing.Tests;

public sealed class TemporaryFolderTests
{
    [Fact]
    public void Point_AtAnotherFolder_PointsThereAtOnce()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1/file", "one");
        folder.Write("2/file", "two");
        folder.Point("now", "1");
        File.ReadAllText(folder.File("now/file")).ShouldBe("one");

        folder.Point("now", "2");

        File.ReadAllText(folder.File("now/file")).ShouldBe("two");
    }

    [Fact]
    public void Dispose_FolderWithFiles_RemovesIt()
    {
        var folder = new TemporaryFolder();
        folder.Write("a/b/c", "text");
        folder.Replace("a/b/c", "other");

        folder.Dispose();

        Directory.Exists(folder.Path).ShouldBeFalse();
    }
}
