using Holdfast.Cli.Data;
using Holdfast.Cli.Starting;

namespace Holdfast.Cli.Tests.Data;

public sealed class DataFolderPathTests
{
    [Theory]
    [InlineData("/given", "/variable", "/state", "/home/a", "/given")]
    [InlineData(null, "/variable", "/state", "/home/a", "/variable")]
    [InlineData(null, null, "/state", "/home/a", "/state/holdfast")]
    [InlineData(null, "", "", "/home/a", "/home/a/.local/state/holdfast")]
    public void Resolve_InThisOrder_TakesTheFirstThatIsSet(string? given, string? variable, string? state, string? home, string expected) =>
        DataFolderPath.Resolve(given, Environment(variable, state, home)).ShouldBe(expected);

    [Fact]
    public void Resolve_NothingSet_SaysWhatToSet() =>
        Should.Throw<StartException>(() => DataFolderPath.Resolve(null, Environment(null, null, null)))
            .Message.ShouldContain("--data");

    private static Func<string, string?> Environment(string? variable, string? state, string? home) => name => name switch
    {
        DataFolderPath.Variable => variable,
        "XDG_STATE_HOME" => state,
        "HOME" => home,
        _ => null,
    };
}
