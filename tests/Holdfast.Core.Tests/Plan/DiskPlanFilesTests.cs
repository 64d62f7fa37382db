using System.Text;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Plan;

public sealed class DiskPlanFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-plan-").FullName;

    [Fact]
    public void PlanOnDisk_WithIncludesAndCertificates_NamesAllItsSources()
    {
        Write("plan.yaml", Texts.Least + "\ninclude: \"more/*.yaml\"");
        Write("more/listeners.yaml", "listeners: { web: { address: \"127.0.0.1:0\", tls: { certificate: site.pem, key: ../site.key } } }");

        var result = Read("plan.yaml");

        result.Errors.ShouldBeEmpty();
        result.Sources.Texts.ShouldBe([At("plan.yaml"), At("more/listeners.yaml")]);
        result.Sources.Folders.ShouldBe([At("more")]);
        result.Sources.Referred.ShouldBe([At("more/site.pem"), At("site.key")]);
    }

    [Fact]
    public void MissingFile_Read_IsSaid() =>
        Texts.Bad(Read("none.yaml")).Message.ShouldEndWith("cannot be read: there is no such file");

    [Fact]
    public void Folder_Read_IsSaid() =>
        Texts.Bad(Read("")).Message.ShouldEndWith("cannot be read: it is a folder");

    [Fact]
    public void HugeFile_OnDisk_IsRefusedWithoutReadingIt()
    {
        using (var file = File.Create(At("plan.yaml")))
            file.SetLength(200L << 20);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Texts.Bad(Read("plan.yaml")).Known.ShouldBe(TextErrors.TooLarge);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1L << 20);
    }

    [Fact]
    public void StandardInput_Read_IsAPlanWhoseFilesAreBesideTheProcess()
    {
        var files = new DiskPlanFiles(() => new MemoryStream(Encoding.UTF8.GetBytes(Texts.Least)));

        PlanReader.Read(DiskPlanFiles.StandardInput, files, _ => null).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void StandardInput_ThatNeverEnds_IsCutAtTheLimit()
    {
        using var endless = new EndlessStream();
        var files = new DiskPlanFiles(() => endless);

        Texts.Bad(PlanReader.Read(DiskPlanFiles.StandardInput, files, _ => null)).Known.ShouldBe(TextErrors.TooLarge);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private PlanResult Read(string name) => PlanReader.Read(At(name), new DiskPlanFiles(), _ => null);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private sealed class EndlessStream : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'#');
            return buffer.Length;
        }
    }
}
