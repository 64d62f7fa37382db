using System.Diagnostics.Metrics;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Telemetry;

public sealed class DecisionMeterTests
{
    private const string OneNode = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1002" ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s }
        """;

    [Fact]
    public async Task Calls_ByOutcome_AreCounted()
    {
        await using var bench = new Bench();
        using var readings = new MeterReadings(bench.Runtime);
        await CallAsync(bench, Outcome.Answered(200));
        await CallAsync(bench, Outcome.Answered(200));
        await CallAsync(bench, Outcome.Answered(500));
        await CallAsync(bench, Outcome.Cancelled(began: false));

        var seen = readings.Read();

        seen["holdfast.calls{interface=i,outcome=success}"].ShouldBe(2);
        seen["holdfast.calls{interface=i,outcome=failure}"].ShouldBe(1);
        seen["holdfast.calls{interface=i,outcome=refused}"].ShouldBe(0);
        seen["holdfast.calls{interface=i,outcome=cancelled}"].ShouldBe(1);
        seen["holdfast.calls.in_flight{interface=i}"].ShouldBe(0);
        seen["holdfast.plan.revision{}"].ShouldBe(1);
    }

    [Fact]
    public async Task Calls_OnTheirWay_AreInFlight()
    {
        await using var bench = new Bench();
        using var readings = new MeterReadings(bench.Runtime);
        var gate = new TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = bench.Call();
        call.OnAttempt = (_, _) => new ValueTask<Outcome>(gate.Task);
        var running = CallPipeline.RunAsync(call).AsTask();

        readings.Read()["holdfast.calls.in_flight{interface=i}"].ShouldBe(1);

        gate.SetResult(Outcome.Answered(200));
        await running;
        readings.Read()["holdfast.calls.in_flight{interface=i}"].ShouldBe(0);
    }

    [Fact]
    public async Task Decisions_OfARetriedCall_AreCountedByInterfaceDecisionAndRule()
    {
        await using var bench = new Bench();
        using var readings = new MeterReadings(bench.Runtime);
        var outcomes = new Queue<Outcome>([Outcome.Failed(FailureKind.Connect), Outcome.Answered(200)]);
        var call = bench.Call();
        call.OnAttempt = (_, _) => new(outcomes.Dequeue());
        await CallPipeline.RunAsync(call);

        bench.Runtime.Meters.Count(call);

        var decisions = readings.Read().Where(static series => series.Key.StartsWith("holdfast.decisions{", StringComparison.Ordinal));
        decisions.ToDictionary().ShouldBe(new Dictionary<string, long>
        {
            ["holdfast.decisions{interface=i,decision=connect-failed,rule=services.s}"] = 1,
            ["holdfast.decisions{interface=i,decision=retry,rule=interfaces.i.retry}"] = 1,
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task Count_SomebodyListens_AllocatesNothing()
    {
        await using var bench = new Bench();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, bench.Runtime.Meters) && !instrument.IsObservable) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        listener.Start();
        var call = bench.Call();
        call.Verb = "POST";
        call.OnAttempt = static (_, _) => new(Outcome.Failed(FailureKind.Reset));
        await CallPipeline.RunAsync(call);
        call.Decisions.Count.ShouldBeGreaterThan(0);
        for (var i = 0; i < 1_000; i++) bench.Runtime.Meters.Count(call);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) bench.Runtime.Meters.Count(call);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.ShouldBe(0);
    }

    [Fact]
    public async Task Counters_OverRevisions_NeverGoBackwards()
    {
        await using var bench = new Bench();
        using var readings = new MeterReadings(bench.Runtime);
        for (var i = 0; i < 10; i++) await CallAsync(bench, Outcome.Answered(200));
        var before = readings.Read();
        before["holdfast.attempts{service=s,version=v1,outcome=success}"].ShouldBe(10);

        // The first node goes, and its five attempts must not go with it; then it comes back as a node unknown.
        foreach (var yaml in new[] { OneNode, Bench.TwoNodes, OneNode })
        {
            bench.Publish(yaml);
            await CallAsync(bench, Outcome.Answered(200));
            var after = readings.Read();
            foreach (var (series, value) in before.Where(static s => !IsGauge(s.Key))) after[series].ShouldBeGreaterThanOrEqualTo(value, series);
            before = after;
        }

        before["holdfast.attempts{service=s,version=v1,outcome=success}"].ShouldBe(13);
        before["holdfast.calls{interface=i,outcome=success}"].ShouldBe(13);
    }

    private static bool IsGauge(string series) => series.Split('{')[0] is "holdfast.nodes" or "holdfast.calls.in_flight";

    private static async Task CallAsync(Bench bench, Outcome outcome)
    {
        var call = bench.Call();
        call.OnAttempt = (_, _) => new(outcome);
        await CallPipeline.RunAsync(call);
    }
}
