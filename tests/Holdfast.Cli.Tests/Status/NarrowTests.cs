using Holdfast.Cli.Status;
using Holdfast.Core.Signals;
using Holdfast.Core.Telemetry;

namespace Holdfast.Cli.Tests.Status;

/// <summary>What an ordinary terminal shows: 80 columns, sometimes 100.</summary>
public sealed class NarrowTests
{
    private static readonly Canvas Eighty = new(80, HasColour: false);

    [Fact]
    public void View_EightyColumns_ReadsAsWritten() => StatusView.Of(Reports.Bad, Eighty).ShouldBe(
        """
        READY  revision 3-1f2e3d4c, live for 4m (since 2026-01-02 03:00:05Z)  up 2h
        ! a changed plan was refused 42s ago, 2 errors: holdfast.yaml:4:2 HF1001 no such
            field
        ! 1.5 requests/s match no interface

        INTERFACE (last 10 s)  SERVICE    CALLS/S  FAILED  REFUSED     P50     P99
        x register             accounts       120     25%     1.0%  4.2 ms   1.5 s
        ! search               search         8.3   <0.1%       0%   20 ms  300 ms
        + items                catalogue      300      0%       0%  1.0 ms  4.0 ms
        - orders               orders           0       -        -       -       -

        SERVICE/VERSION  LIVE  NODE                   STATE      FOR  TRIES/S  FAILED
        accounts/v7      yes   http://10.0.2.11:5000  x ejected   8s      0.5    100%
            5 failures in a row, 4s left
        accounts/v7      yes   http://10.0.1.11:5000  + usable    2h       60      0%
        accounts/v8      no    http://10.0.1.12:5000  ? unknown   0s        0       -

        NEWEST SIGNALS
          8s ago  node-ejected  accounts v7: http://10.0.2.11:5000 is ejected

        """);

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public void View_LongNames_AreShortenedInTheMiddleAndCostNoColumnAndNoReason(int width)
    {
        const string reason = "probe /healthz/ready of the shop answered 503, which is not 200-299";
        var name = $"a-{new string('l', 60)}-service";
        var service = new ServiceStatus(name, "v7",
        [
            new VersionStatus("v7", IsLive: true, [new NodeStatus("http://10.0.1.11:5000", "", "usable", Reports.At, "", 1, 0, 0)]),
            new VersionStatus("v8", IsLive: false, [new NodeStatus("http://10.0.1.12:5000", "", "probe-failing", Reports.At, reason, 0, null, 0)]),
        ]);

        var lines = StatusView.Of(Reports.Bad with { Services = [service] }, new Canvas(width, HasColour: false)).Split('\n');

        lines.ShouldContain(static line => line.StartsWith("a-l", StringComparison.Ordinal) && line.Contains('…') && line.Contains("e/v7  "));
        lines.ShouldContain(static line => line.Contains("e/v8  ") && line.Contains("http://10.0.1.12:5000") && line.Contains("x probe-failing"));
        lines.ShouldContain($"    {reason}");
        lines.Max(static line => line.Length).ShouldBeLessThanOrEqualTo(width);
    }

    [Fact]
    public void View_LongSignal_KeepsItsMessage()
    {
        const string message = "http://127.0.0.1:40123 is ejected for 10s: 48.6% of 1370 attempts failed, others 0.2%";
        var report = Reports.Bad with { Signals = [new Signal(Reports.At, "balancing", "node-ejected", "services.orders.versions.v1", message)] };

        var shown = StatusView.Of(report, Eighty);

        shown.ShouldContain("orders v1: http://127.0.0.1:40123");
        string.Join(' ', shown.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).ShouldContain(message);
    }

    [Fact]
    public void View_NothingUsable_SaysAtTheTopWhatAnswersNothingSinceWhenAndWhy()
    {
        var lines = StatusView.Of(Reports.Silent, Eighty).Split('\n');

        lines[1].ShouldStartWith("x accounts v7 answers nothing since 03:03:53Z (12s): 0 of 2 nodes usable");
        string.Join(' ', lines[1..4].Select(static line => line.Trim())).ShouldContain("last http://10.0.2.11:5000: probe /healthz answered 503");
        lines.ShouldContain(static line => line.StartsWith("x register", StringComparison.Ordinal));
    }

    [Fact]
    public void View_PanicSendsCallsAllTheSame_DoesNotSayThatNothingAnswers()
    {
        var service = Reports.Silent.Services[0];
        var report = Reports.Silent with { Services = [service with { Versions = [service.Versions[0] with { Panic = "panic" }] }] };

        StatusView.Of(report, Eighty).ShouldNotContain("answers nothing");
    }

    [Fact]
    public void View_UsableNodeThatFails_IsFirstAndMarkedWithItsReason()
    {
        var report = Reports.Of(
        [
            new NodeStatus("http://10.0.1.1:1", "", "ejected", Reports.At, "5 failures in a row", 0, null, 0),
            new NodeStatus("http://10.0.1.2:1", "", "usable", Reports.At, "", 9, 0.01, 0),
            new NodeStatus("http://10.0.1.3:1", "", "usable", Reports.At, "last usable node, therefore not ejected", 9, 1, 0),
        ]);

        var lines = StatusView.Of(report, Eighty).Split('\n').SkipWhile(static line => !line.StartsWith("SERVICE/", StringComparison.Ordinal)).ToArray();

        lines[1].ShouldMatch(@"http://10\.0\.1\.3:1 +x usable");
        lines[2].ShouldBe("    last usable node, therefore not ejected");
        lines[3].ShouldMatch(@"http://10\.0\.1\.1:1 +x ejected");
        lines[5].ShouldMatch(@"http://10\.0\.1\.2:1 +\+ usable");
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public void View_RetriesAndAnEmptyBudget_SaysHowMany(int width)
    {
        var report = Reports.Bad with
        {
            Interfaces = [Reports.Bad.Interfaces[0] with { RetriesPerSecond = 12, HedgesPerSecond = 0.5 }, Reports.Bad.Interfaces[2]],
            Services = [Reports.Bad.Services[0] with { OverBudgetPerSecond = 40 }],
        };

        var lines = StatusView.Of(report, new Canvas(width, HasColour: false)).Split('\n');

        lines[1].ShouldStartWith("! accounts: 40 retries or hedges/s are over the budget");
        lines.ShouldContain(static line => line.EndsWith("  12 retries/s, 0.5 hedges/s", StringComparison.Ordinal));
        lines.Count(static line => line.Contains("retries/s")).ShouldBe(1);
    }
}
