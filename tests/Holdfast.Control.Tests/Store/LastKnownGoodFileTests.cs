using Holdfast.Control.Store;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Store;

public sealed class LastKnownGoodFileTests : IDisposable
{
    private static readonly LastKnownGood Plan = new(7, "abcdef", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Drafts.Text(), "123456");

    private readonly TemporaryFolder _folder = new();
    private readonly LastKnownGoodFile _file;

    public LastKnownGoodFileTests() => _file = new LastKnownGoodFile(_folder.File(LastKnownGoodFile.Name));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plan_Written_IsReadAsItWas()
    {
        _file.Write(Plan);

        var read = _file.Read(out var fault)!;

        fault.ShouldBeNull();
        (read.Number, read.Digest, read.At, read.OfFile).ShouldBe((7, "abcdef", Plan.At, "123456"));
        read.Text.Files.ShouldHaveSingleItem().Bytes.ShouldBe(Plan.Text.Files[0].Bytes);
        Directory.EnumerateFiles(_folder.Path).ShouldBe([_file.Path]);
    }

    [Fact]
    public void File_ThatIsNotThere_IsSaidToBeNone()
    {
        _file.Read(out var fault).ShouldBeNull();

        fault.ShouldBe("there is none");
    }

    /// <summary>Whatever part of it reached the disk, or whichever byte of it rotted: no plan is made of it.</summary>
    [Fact]
    public void File_CutShortOrChangedAnywhere_IsNotTakenForAPlan()
    {
        _file.Write(Plan);
        var whole = File.ReadAllBytes(_file.Path);
        for (var at = 0; at < whole.Length; at += 7)
        {
            File.WriteAllBytes(_file.Path, whole[..at]);
            _file.Read(out var cut).ShouldBeNull();
            cut.ShouldBe("it is damaged");
            byte[] changed = [.. whole];
            changed[at] ^= 1;
            File.WriteAllBytes(_file.Path, changed);
            _file.Read(out var bad).ShouldBeNull();
            bad.ShouldBe("it is damaged");
        }
    }

    [Fact]
    public void File_TooLargeToBeOne_IsNotEvenRead()
    {
        using (var large = File.Create(_file.Path)) large.SetLength(65L << 20);

        _file.Read(out var fault).ShouldBeNull();

        fault.ShouldBe("it is too large");
    }

    [Fact]
    public void Write_ThatCannotBeDone_LeavesTheOneBefore()
    {
        _file.Write(Plan);
        Directory.CreateDirectory($"{_file.Path}.writing");

        Should.Throw<Exception>(() => _file.Write(Plan with { Number = 8 })).ShouldBeAssignableTo<UnauthorizedAccessException>();

        _file.Read(out _)!.Number.ShouldBe(7);
    }

    /// <summary>As written before it noted what the plan's file said.</summary>
    [Fact]
    public void File_OfAnOlderVersion_IsRead()
    {
        _file.Write(Plan);
        var text = File.ReadAllText(_file.Path);
        var body = text[(text.IndexOf('\n') + 1)..].Replace(",\"OfFile\":\"123456\"", "", StringComparison.Ordinal);
        body.ShouldNotContain("OfFile");
        File.WriteAllText(_file.Path, $"holdfast-last-known-good 1 {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(body)))}\n{body}");

        _file.Read(out var fault).ShouldNotBeNull(fault).OfFile.ShouldBe("");
    }
}
