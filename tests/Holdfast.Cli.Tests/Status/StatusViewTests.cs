using Holdfast.Cli.Status;
using Holdfast.Core.Signals;
using Holdfast.Core.Telemetry;

namespace Holdfast.Cli.Tests.Status;

public sealed class StatusViewTests
{
    [Fact]
    public void View_Plain_ReadsAsWritten() => StatusView.Of(Reports.Bad, Canvas.Plain).ShouldBe(
        """
        READY  revision 3-1f2e3d4c, live for 4m (since 2026-01-02 03:00:05Z)  up 2h
        ! a changed plan was refused 42s ago, 2 errors: holdfast.yaml:4:2 HF1001 no such field
        ! 1.5 requests/s match no interface

        INTERFACE (last 10 s)  SERVICE    CALLS/S  FAILED  REFUSED     P50     P99  IN FLIGHT
        x register             accounts       120     25%     1.0%  4.2 ms   1.5 s          9
        ! search               search         8.3   <0.1%       0%   20 ms  300 ms          1
        + items                catalogue      300      0%       0%  1.0 ms  4.0 ms          2
        - orders               orders           0       -        -       -       -          0

        SERVICE/VERSION  LIVE  NODE                   ZONE  STATE      FOR  TRIES/S  FAILED  IN FLIGHT  REASON
        accounts/v7      yes   http://10.0.2.11:5000  west  x ejected   8s      0.5    100%          0  5 failures in a row, 4s left
        accounts/v7      yes   http://10.0.1.11:5000  east  + usable    2h       60      0%          4
        accounts/v8      no    http://10.0.1.12:5000        ? unknown   0s        0       -          0

        NEWEST SIGNALS
          8s ago  node-ejected  accounts v7: http://10.0.2.11:5000 is ejected

        """);

    [Theory]
    [InlineData("panic", "! panic: 1 of 2 nodes of accounts v7 are usable, calls spread over all, usable or not")]
    [InlineData("leaving-panic", "! leaving-panic: 1 of 2 nodes of accounts v7 are usable, some calls spread over all, usable or not")]
    public void View_VersionInPanic_SaysSoAtTheTop(string panic, string expected)
    {
        var service = Reports.Bad.Services[0];
        var report = Reports.Bad with { Services = [service with { Versions = [service.Versions[0] with { Panic = panic }, service.Versions[1]] }] };

        StatusView.Of(report, new Canvas(100, HasColour: false)).Split('\n').Take(4).ShouldContain(expected);
    }

    [Fact]
    public void View_AHundredColumns_ShowsReasonsWhole()
    {
        const string reason = "48.6% of 1370 attempts failed, others 0.2%";
        var service = Reports.Bad.Services[0];
        var version = service.Versions[0];
        var report = Reports.Bad with
        {
            Services = [service with { Versions = [version with { Nodes = [version.Nodes[0], version.Nodes[1] with { Reason = reason }] }] }],
        };

        StatusView.Of(report, new Canvas(100, HasColour: false)).ShouldContain(reason);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    public void View_NarrowTerminal_KeepsWithinItAndKeepsWhatHurts(int width)
    {
        var lines = StatusView.Of(Reports.Bad, new Canvas(width, HasColour: false)).Split('\n');

        var tables = lines.SkipWhile(static line => !line.StartsWith("INTERFACE", StringComparison.Ordinal));
        tables.Max(static line => line.Length).ShouldBeLessThanOrEqualTo(Math.Max(width, 60), string.Join('\n', lines));
        lines.ShouldContain(static line => line.StartsWith("x regist", StringComparison.Ordinal) && line.Contains("25%"));
        lines.ShouldContain(static line => line.Contains("x eject"));
    }

    [Fact]
    public void View_WithColour_SaysNothingThatTheWordsDoNot()
    {
        var coloured = StatusView.Of(Reports.Bad, new Canvas(int.MaxValue, HasColour: true));

        coloured.ShouldContain("\e[1;31mx register\e[0m");
        System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9;]*m", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
            .ShouldBe(StatusView.Of(Reports.Bad, Canvas.Plain));
    }

    [Fact]
    public void View_NamesThatWouldMoveTheCursor_AreShownNotDone()
    {
        const string evil = "\e[2J\r\n\u202e\u0007evil";
        var report = Reports.Bad with
        {
            RefusedPlan = new RefusedPlan(Reports.At, evil, 1, evil),
            Interfaces = [new InterfaceStatus(evil, evil, 1, 0, 0, 0, 0, 0)],
            Services = [new ServiceStatus(evil, evil, [new VersionStatus(evil, true, [new NodeStatus(evil, evil, evil, Reports.At, evil, 0, 0, 0)])])],
            Signals = [new Signal(Reports.At, evil, evil, evil, evil)],
            Plan = new RevisionStatus(1, evil, evil, Reports.At),
        };

        var shown = StatusView.Of(report, Canvas.Plain);

        shown.Where(static c => char.IsControl(c) && c != '\n').ShouldBeEmpty();
        shown.ShouldNotContain('\u202e');
        shown.Count(static c => c == '\n').ShouldBe(13);
    }

    [Fact]
    public void View_ManyInterfaces_ShowsTheWorstAndSaysHowManyMore()
    {
        var report = Reports.Bad with
        {
            Interfaces = [.. Enumerable.Range(0, 100).Select(static i => new InterfaceStatus($"i{i}", "s", 1, 0, 0, 0, 0, 0))],
        };

        StatusView.Of(report, Canvas.Plain).ShouldContain("and 70 more: status -a");
        StatusView.Of(report, Canvas.Plain, all: true).ShouldContain("i99");
    }

    [Fact]
    public void View_NotReady_SaysSo() =>
        StatusView.Of(Reports.Bad with { IsReady = false, Plan = null }, Canvas.Plain).ShouldStartWith("NOT READY: starting or draining  no plan yet");

    [Theory]
    [InlineData(true, null, "xterm", true)]
    [InlineData(true, "1", "xterm", false)]
    [InlineData(true, null, "dumb", false)]
    [InlineData(false, null, "xterm", false)]
    public void Canvas_Colour_OnlyWhereItIsWanted(bool isTerminal, string? noColor, string term, bool expected) =>
        Canvas.Of(isTerminal, static () => 100, name => name == "NO_COLOR" ? noColor : term).HasColour.ShouldBe(expected);
}
