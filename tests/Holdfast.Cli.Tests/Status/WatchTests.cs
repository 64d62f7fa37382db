using Holdfast.Cli.Status;
using Holdfast.Core.Telemetry;

namespace Holdfast.Cli.Tests.Status;

public sealed class WatchTests
{
    [Theory]
    [InlineData(24)]
    [InlineData(16)]
    [InlineData(10)]
    [InlineData(3)]
    public void Watch_LowTerminal_FitsItAndKeepsTheWorst(int height)
    {
        var lines = StatusView.Of(Crowded(), Terminal(height)).TrimEnd('\n').Split('\n');

        lines.Length.ShouldBeLessThan(height);
        lines[0].ShouldStartWith("READY");
        if (height < 16) return;
        lines.ShouldContain(static line => line.StartsWith("x i39", StringComparison.Ordinal));
        lines.ShouldContain(static line => line.Contains("http://10.0.0.39:1 ") && line.Contains("x usable"));
        lines.Count(static line => line.StartsWith("and ", StringComparison.Ordinal) && line.EndsWith(" more: status -a", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public void Watch_HighTerminal_ShowsAsMuchAsWithoutIt() =>
        StatusView.Of(Reports.Bad, Terminal(60)).ShouldBe(StatusView.Of(Reports.Bad, new Canvas(80, HasColour: false)));

    [Fact]
    public void Watch_Again_OverwritesFromTheTopAndLeavesTheScrollbackAlone()
    {
        var frame = Terminal(24).Over("one\ntwo\n");

        frame.ShouldBe("\e[Hone\e[K\ntwo\e[K\n\e[J");
    }

    [Fact]
    public void Watch_TerminalThatKnowsNoSequences_WritesReportAfterReport() =>
        Canvas.Of(isTerminal: true, static () => 80, static name => name == "TERM" ? "dumb" : null).Watched(static () => 24).Over("one\n").ShouldBe("one\n");

    private static Canvas Terminal(int height) =>
        Canvas.Of(isTerminal: true, static () => 80, static name => name == "TERM" ? "xterm" : "1").Watched(() => height);

    /// <summary>Forty of everything, and only the last of them is ill.</summary>
    private static StatusReport Crowded() => Reports.Of(
        [.. Enumerable.Range(0, 40).Select(static i => new NodeStatus($"http://10.0.0.{i}:1", "", "usable", Reports.At, "", 1, i == 39 ? 1 : 0, 0))],
        [.. Enumerable.Range(0, 40).Select(static i => new InterfaceStatus($"i{i}", "accounts", 1, i == 39 ? 1 : 0, 0, 0.01, 0.01, 0))])
        with { Signals = [.. Enumerable.Repeat(Reports.Bad.Signals[0], 20)] };
}
