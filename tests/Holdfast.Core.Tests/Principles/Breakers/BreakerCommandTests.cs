using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Breakers;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Telemetry;

namespace Holdfast.Core.Tests.Principles.Breakers;

public sealed class BreakerCommandTests : IAsyncDisposable
{
    private BreakerStage _stage = new(BreakerPlans.Yaml("minimum-calls: 5, open: 4s, ramp: { over: 10s, from: 0.1 }"));

    [Fact]
    public async Task Open_AHealthyService_RefusesUntilItEndsAndThenRamps()
    {
        var result = Execute("open", ("for", "1m"));

        result.Change.ShouldBe(new CommandChange("breaker-forced-open", "services.s.versions.v1", "closed", "forced open"));
        var call = _stage.Bench.Call();
        await CallPipeline.RunAsync(call);
        (call.Refusal!.Error.Id, call.Refusal.Decision, call.RetryAfter.TotalSeconds).ShouldBe(("HF4036", "breaker-forced-open", 60));

        _stage.Pass(60);
        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
        _stage.Phase.ShouldBe(BreakerPhase.HalfOpen);
    }

    [Fact]
    public async Task Open_AndRelease_GoesOnWithTrialsAtOnce()
    {
        Execute("open");
        (await _stage.SendAsync(BreakerStage.Good)).ShouldBe("breaker-forced-open");

        Execute("release").Change!.After.ShouldBe("open");

        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
        _stage.Phase.ShouldBe(BreakerPhase.HalfOpen);
    }

    [Fact]
    public async Task Close_AnOpenBreaker_PassesAllWhateverBecomesOfThem()
    {
        await _stage.SendAsync(5, BreakerStage.Bad);
        (await _stage.SendAsync(BreakerStage.Bad)).ShouldBe("breaker-open");

        Execute("close", ("for", "30s")).Change!.Before.ShouldBe("open");

        for (var i = 0; i < 100; i++) (await _stage.SendAsync(BreakerStage.Bad)).ShouldBeNull();
        _stage.Pass(30);
        // Then it is judged again, by trials.
        (await _stage.SendAsync(BreakerStage.Bad)).ShouldBeNull();
        (await _stage.SendAsync(BreakerStage.Bad)).ShouldBe("breaker-open");
    }

    [Fact]
    public async Task Close_AClosedBreaker_JudgesNothingMeanwhile()
    {
        await _stage.SendAsync(BreakerStage.Good);
        Execute("close", ("for", "30s"));

        await _stage.SendAsync(100, BreakerStage.Bad);

        (_stage.Phase, _stage.Reading.Window.Calls).ShouldBe((BreakerPhase.Closed, 1));
    }

    [Fact]
    public async Task Observe_ForAWhile_RefusesNothingAndCounts()
    {
        Execute("observe", ("for", "30s"));
        await _stage.SendAsync(5, BreakerStage.Bad);
        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();

        _stage.Seat.Set.Tallies.Read().Observed.ShouldBe(1);
    }

    [Fact]
    public async Task Open_AndARevision_StaysForced()
    {
        Execute("open");
        _stage.Bench.Publish(BreakerPlans.Yaml("minimum-calls: 7, window: 20s"));

        (await _stage.SendAsync(BreakerStage.Good)).ShouldBe("breaker-forced-open");
    }

    [Fact]
    public async Task Open_OneEdge_SparesTheOthers()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("scope: edge") + "\n  j: { match: { path: /j }, service: s }");

        Execute("open", ("interface", "j")).Change!.Subject.ShouldBe("interfaces.j to services.s.versions.v1");

        (await _stage.SendAsync(BreakerStage.Good, static call => call.Target = "/j")).ShouldBe("breaker-forced-open");
        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
    }

    [Theory]
    [InlineData("service", "x", "HF5130")]
    [InlineData("version", "v9", "HF5130")]
    [InlineData("interface", "i", "HF5130")]
    [InlineData("for", "30h", "HF5002")]
    public void Open_WhatIsNotThere_IsRefusedWithAWord(string name, string value, string error)
    {
        var result = Execute("open", (name, value));

        result.Error!.Id.ShouldBe(error);
        result.Text.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Open_AServiceWithoutABreaker_SaysWhatToAdd()
    {
        await using var bench = new Bench();

        var result = Execute(bench, "open");

        result.Error!.Id.ShouldBe("HF5131");
        result.Text.ShouldContain("breaker: { observe: true }");
    }

    [Fact]
    public void Release_WhatIsOnItsOwn_ChangesNothing()
    {
        var result = Execute("release");

        (result.Error, result.Change).ShouldBe((null, null));
    }

    [Fact]
    public async Task Snapshot_AndMetrics_SayWhatIsSo()
    {
        using var readings = new MeterReadings(_stage.Bench.Runtime);
        await _stage.SendAsync(5, BreakerStage.Bad);
        await _stage.SendAsync(2, BreakerStage.Bad);

        var table = new BreakersSlice().Snapshot(_stage.Bench.Runtime.Present!).Tables.ShouldHaveSingleItem();
        var row = table.Columns.Zip(table.Rows.ShouldHaveSingleItem()).ToDictionary();
        (row["state"], row["why"], row["opened"], row["refused"]).ShouldBe(("open", "failure-ratio 1, bound 0.5", 1L, 2L));
        row["next"].ShouldBeOfType<DateTimeOffset>().ShouldBeGreaterThan(_stage.Bench.Time.GetUtcNow());
        var metrics = readings.Read();
        metrics["holdfast.breakers{service=s,version=v1,interface=,state=open}"].ShouldBe(1);
        metrics["holdfast.breaker.changes{service=s,version=v1,interface=,to=open}"].ShouldBe(1);
        metrics["holdfast.breaker.refused{service=s,version=v1,observed=false}"].ShouldBe(2);
        Execute("open");
        new BreakersSlice().Snapshot(_stage.Bench.Runtime.Present!).Tables[0].Rows[0][3].ShouldBe("forced-open");
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private CommandResult Execute(string command, params (string Name, string Value)[] arguments) => Execute(_stage.Bench, command, arguments);

    private static CommandResult Execute(Bench bench, string command, params (string Name, string Value)[] arguments)
    {
        var given = new Dictionary<string, string> { ["service"] = "s" };
        foreach (var (name, value) in arguments) given[name] = value;
        return bench.Runtime.Commands.Execute("breakers", command, new Dictionary<string, string> { ["by"] = "ann", ["why"] = "test" }, given);
    }
}
