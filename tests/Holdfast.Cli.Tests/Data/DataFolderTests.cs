using Holdfast.Cli.Data;
using Holdfast.Cli.Starting;
using Holdfast.Testing;

namespace Holdfast.Cli.Tests.Data;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_FolderInUse_RefusesAndNamesTheProcess()
    {
        using var first = DataFolder.Open(_folder.File("data"), TimeProvider.System);

        var fault = Should.Throw<StartException>(() => DataFolder.Open(_folder.File("data"), TimeProvider.System));

        fault.Known.ShouldBe(StartErrors.FolderInUse);
        fault.ExitCode.ShouldBe(ExitCode.CannotStart);
        fault.Message.ShouldContain($"process {Environment.ProcessId}");
        fault.Message.ShouldContain(_folder.File("data"));
    }

    [Fact]
    public void Open_AfterTheOtherHasGone_TakesTheFolder()
    {
        DataFolder.Open(_folder.File("data"), TimeProvider.System).Dispose();

        using var second = DataFolder.Open(_folder.File("data"), TimeProvider.System);

        ProcessFile.Read(second.Path)!.Pid.ShouldBe(Environment.ProcessId);
    }

    [Fact]
    public void Open_WhereAFileIs_IsRefused()
    {
        var path = _folder.Write("data", "not a folder");

        var fault = Should.Throw<StartException>(() => DataFolder.Open(path, TimeProvider.System));

        fault.Known.ShouldBe(StartErrors.FolderUnusable);
        fault.Message.ShouldContain(path);
    }

    [Fact]
    public void Announce_Running_IsFoundAndGoneAtTheEnd()
    {
        var path = _folder.File("data");
        using (var data = DataFolder.Open(path, TimeProvider.System))
        {
            ProcessFile.Read(path)!.Admin.ShouldBeNull();

            data.Announce(new Uri("http://127.0.0.1:8081"), [new Uri("http://127.0.0.1:8080")], "/plan.yaml");

            var found = ProcessFile.Read(path)!;
            found.Admin.ShouldBe(new Uri("http://127.0.0.1:8081"));
            found.Traffic.ShouldBe([new Uri("http://127.0.0.1:8080")]);
            found.Plan.ShouldBe("/plan.yaml");
        }

        ProcessFile.Read(path).ShouldBeNull();
        Directory.EnumerateFiles(path).Select(Path.GetFileName).ShouldBe(["lock"]);
    }

    [Fact]
    public void Temporary_Disposed_IsGone()
    {
        string path;
        using (var data = DataFolder.OpenTemporary(TimeProvider.System))
        {
            path = data.Path;
            Directory.Exists(path).ShouldBeTrue();
        }

        Directory.Exists(path).ShouldBeFalse();
    }
}
