using Holdfast.Cli.Admin;
using Holdfast.Cli.Starting;
using Holdfast.Control.Access;
using Holdfast.Testing;

namespace Holdfast.Cli.Tests.Admin;

/// <summary>Which token a verb shows, and to whom.</summary>
public sealed class AdminTokenTests : IDisposable
{
    private static readonly Uri Here = new("http://127.0.0.1:8081");

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _state = new();

    [Fact]
    public void Find_NothingWritten_IsNone() => Find().ShouldBeNull();

    [Fact]
    public void Find_WrittenForTheAddress_IsTakenFromTheFolderThatIsNamedElseFromTheAccounts()
    {
        using var data = TokenFile.Write(_data.Path, Here, "of-data");
        using var state = TokenFile.Write(Path.Combine(_state.Path, "holdfast"), Here, "of-state");

        Find(folder: _data.Path).ShouldBe("of-data");
        Find().ShouldBe("of-state");
        Find(address: new Uri("http://localhost:8081")).ShouldBe("of-state");
    }

    /// <summary>Else whoever is asked by mistake could ask the process in turn.</summary>
    [Theory]
    [InlineData("http://127.0.0.1:8082")]
    [InlineData("http://127.0.0.2:8081")]
    [InlineData("http://example.com:8081")]
    public void Find_OfAnotherAddress_IsNotShown(string address)
    {
        using var state = TokenFile.Write(Path.Combine(_state.Path, "holdfast"), Here, "of-state");

        Find(address: new Uri(address)).ShouldBeNull();
    }

    [Fact]
    public void Find_FileOrVariable_GoesBeforeWhatIsWritten()
    {
        using var state = TokenFile.Write(Path.Combine(_state.Path, "holdfast"), Here, "of-state");
        var file = _data.Write("mine", "of-file\n");

        Find(variable: "of-variable").ShouldBe("of-variable");
        Find(file: file, variable: "of-variable").ShouldBe("of-file");
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("line\r\nX-Evil: 1")]
    public void Find_NoToken_IsRefusedBeforeItIsSent(string text) =>
        Should.Throw<StartException>(() => Find(file: _data.Write("mine", text))).ExitCode.ShouldBe(ExitCode.BadInput);

    [Fact]
    public void Find_FileThatIsNotThere_IsSaid() =>
        Should.Throw<StartException>(() => Find(file: _data.File("none"))).Message.ShouldContain("--token-file");

    [Fact]
    public void Write_ForItsOwnerAlone_AndGoneWithTheProcessUnlessAnotherHasTakenThePlace()
    {
        var path = TokenFile.PathOf(_data.Path, "127.0.0.1", 8081);
        var first = TokenFile.Write(_data.Path, Here, "first");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(Path.GetDirectoryName(path)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var second = TokenFile.Write(_data.Path, Here, "second");
        first.Dispose();
        TokenFile.Read(path).ShouldBe("second");
        second.Dispose();
        File.Exists(path).ShouldBeFalse();
    }

    public void Dispose()
    {
        _data.Dispose();
        _state.Dispose();
    }

    private string? Find(string? file = null, string? folder = null, string? variable = null, Uri? address = null) => AdminToken.Find(
        file, folder, address ?? Here, name => name switch { AdminToken.Variable => variable, "XDG_STATE_HOME" => _state.Path, _ => null });
}
