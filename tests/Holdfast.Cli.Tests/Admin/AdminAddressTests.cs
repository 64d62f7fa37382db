using Holdfast.Cli.Admin;
using Holdfast.Cli.Data;
using Holdfast.Cli.Starting;
using Holdfast.Testing;

namespace Holdfast.Cli.Tests.Admin;

public sealed class AdminAddressTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Find_AddressGiven_IsTaken() =>
        AdminAddress.Find("127.0.0.1:9", _folder.Path, Variables("1.2.3.4:5")).ShouldBe(new Uri("http://127.0.0.1:9"));

    [Fact]
    public void Find_VariableSet_IsTaken() =>
        AdminAddress.Find(null, null, Variables("127.0.0.1:5")).ShouldBe(new Uri("http://127.0.0.1:5"));

    [Fact]
    public void Find_FolderOfAProcess_NamesItsAddress()
    {
        new ProcessFile { Pid = 1, Started = default, Admin = new Uri("http://127.0.0.1:77") }.Write(_folder.Path);

        AdminAddress.Find(null, _folder.Path, Variables("127.0.0.1:5")).ShouldBe(new Uri("http://127.0.0.1:77"));
    }

    [Fact]
    public void Find_NothingSaid_IsTheDefault() =>
        AdminAddress.Find(null, _folder.Path, Variables(null)).ShouldBe(new Uri("http://127.0.0.1:8081"));

    [Fact]
    public void Find_NoAddress_IsRefused() =>
        Should.Throw<StartException>(() => AdminAddress.Find("::::", null, Variables(null))).ExitCode.ShouldBe(2);

    public void Dispose() => _folder.Dispose();

    private static Func<string, string?> Variables(string? admin) => name => name == AdminAddress.Variable ? admin : null;
}
