using Holdfast.Core.Pipeline;
using Holdfast.Core.Telemetry;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Telemetry;

public sealed class StatusReporterTests
{
    private const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        zones: [east, west]
        services:
          s:
            versions:
              v1: { nodes: [ { url: "http://127.0.0.1:1001", zone: east }, { url: "http://127.0.0.1:1002", zone: west } ] }
              v2: { nodes: [ "http://127.0.0.1:1003" ] }
            live: v1
            health: { eject: { consecutive-failures: 3, at-most: 0.5, for: 10s } }
        interfaces:
          good: { match: { path: /good }, service: s }
          idle: { match: { path: /idle }, service: s }
          bad: { match: { path: /bad }, service: s }
        """;

    [Fact]
    public async Task Report_KnownCalls_SaysRatesRatiosAndQuantiles()
    {
        await using var bench = new Bench(Plan);
        for (var i = 0; i < 60; i++) await CallAsync(bench, "/good", Outcome.Answered(200), TimeSpan.FromMilliseconds(20));
        for (var i = 0; i < 4; i++) await CallAsync(bench, "/bad", Outcome.Answered(i == 0 ? 500 : 200), TimeSpan.FromMilliseconds(5));
        await CallAsync(bench, "/bad", Outcome.Cancelled(began: false), TimeSpan.Zero);
        await CallAsync(bench, "/none", Outcome.Answered(200), TimeSpan.Zero);
        bench.Time.SetUtcNow(new DateTimeOffset(2026, 1, 1, 0, 0, 2, TimeSpan.Zero));

        var report = StatusReporter.Report(bench.Runtime, isReady: true);

        report.IsReady.ShouldBeTrue();
        report.UptimeSeconds.ShouldBe(2);
        report.Plan!.Number.ShouldBe(1);
        report.Plan.Since.ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        report.Unmatched.ShouldBe(0.5);
        report.Interfaces.Select(static i => i.Name).ShouldBe(["bad", "good", "idle"]);
        var (bad, good, idle) = (report.Interfaces[0], report.Interfaces[1], report.Interfaces[2]);
        bad.CallsPerSecond.ShouldBe(2.5);
        bad.FailureRatio.ShouldBe(0.25);
        bad.RefusedRatio.ShouldBe(0);
        good.CallsPerSecond.ShouldBe(30);
        good.FailureRatio.ShouldBe(0);
        good.P50Seconds!.Value.ShouldBe(0.020, 0.020 * 0.0625);
        good.P99Seconds!.Value.ShouldBe(0.020, 0.020 * 0.0625);
        idle.ShouldBe(new InterfaceStatus("idle", "s", 0, null, null, null, null, 0));
    }

    [Fact]
    public async Task Report_OldCalls_LeaveTheWindow()
    {
        await using var bench = new Bench(Plan);
        await CallAsync(bench, "/good", Outcome.Answered(500), TimeSpan.Zero);
        Find(bench, "good").FailureRatio.ShouldBe(1);

        bench.Time.Advance(TimeSpan.FromSeconds(StatusSampler.WindowSeconds + 2));

        Find(bench, "good").CallsPerSecond.ShouldBe(0);
        Find(bench, "good").FailureRatio.ShouldBeNull();
    }

    [Fact]
    public async Task Report_FirstSecond_CountsFromTheBeginning()
    {
        await using var bench = new Bench(Plan);
        await CallAsync(bench, "/good", Outcome.Answered(200), TimeSpan.Zero);
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        Find(bench, "good").CallsPerSecond.ShouldBe(1);
    }

    [Fact]
    public async Task Report_Nodes_AreUnknownUntilTheyAnsweredAndEjectedWithReasonAndTime()
    {
        await using var bench = new Bench(Plan);
        StatusReporter.Report(bench.Runtime, true).Services[0].Versions[0].Nodes
            .Select(static node => node.State).ShouldAllBe(static state => state == "unknown");
        bench.Time.SetUtcNow(new DateTimeOffset(2026, 1, 1, 0, 0, 1, TimeSpan.Zero));
        for (var i = 0; i < 6; i++)
            await CallAsync(bench, "/good", node => Outcome.Answered(node == "http://127.0.0.1:1002" ? 500 : 200), TimeSpan.Zero);

        var service = StatusReporter.Report(bench.Runtime, true).Services.ShouldHaveSingleItem();

        service.Live.ShouldBe("v1");
        service.Versions.Select(static v => (v.Name, v.IsLive)).ShouldBe([("v1", true), ("v2", false)]);
        var nodes = service.Versions[0].Nodes;
        nodes[0].State.ShouldBe("usable");
        nodes[0].Zone.ShouldBe("east");
        nodes[0].FailureRatio.ShouldBe(0);
        nodes[1].State.ShouldBe("ejected");
        nodes[1].Reason.ShouldBe("3 failures in a row");
        nodes[1].Since.ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 1, TimeSpan.Zero));
        nodes[1].FailureRatio.ShouldBe(1);
        service.Versions[1].Nodes[0].State.ShouldBe("unknown");
    }

    [Fact]
    public async Task Report_RefusedPlan_IsShownUntilAGoodOne()
    {
        await using var bench = new Bench(Plan);

        bench.Runtime.Refuse("holdfast.yaml", 3, "holdfast.yaml:4:2 HF1001");

        var refused = StatusReporter.Report(bench.Runtime, true);
        refused.RefusedPlan!.Errors.ShouldBe(3);
        bench.Publish(Plan);
        StatusReporter.Report(bench.Runtime, true).RefusedPlan.ShouldBeNull();
    }

    private static InterfaceStatus Find(Bench bench, string name) =>
        StatusReporter.Report(bench.Runtime, true).Interfaces.Single(i => i.Name == name);

    private static Task CallAsync(Bench bench, string path, Outcome outcome, TimeSpan taken) => CallAsync(bench, path, _ => outcome, taken);

    private static async Task CallAsync(Bench bench, string path, Func<string, Outcome> outcome, TimeSpan taken)
    {
        var call = bench.Call();
        call.Target = path;
        call.OnAttempt = (node, _) =>
        {
            var answer = outcome(node.Address);
            // The answer began `taken` after arrival, without moving the clock that the window is measured by.
            if (answer.Began) call.Attempt!.AnswerBeganAt = call.Started + taken.Ticks * call.Time.TimestampFrequency / TimeSpan.TicksPerSecond;
            return new(answer);
        };
        await CallPipeline.RunAsync(call);
    }
}
