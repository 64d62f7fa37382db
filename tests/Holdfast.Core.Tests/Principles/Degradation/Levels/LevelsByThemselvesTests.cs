using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Degradation.Levels;

/// <summary>Degradation plans that nobody enters: by what is measured, and by the clock.</summary>
public sealed class LevelsByThemselvesTests : IAsyncDisposable
{
    private const string Head = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } }, breaker: {} }
        interfaces:
          i: { match: { path: /i }, service: s, retry: { attempts: 1 } }
          j: { match: { path: /j }, service: s }
        degradation:
          sale:
            level-1: [ { interface: j, answer: off } ]
            expires: 1h

        """;

    private Bench? _bench;

    [Fact]
    public async Task Condition_OverWhatIsMeasured_EntersAndLeavesWithHysteresis()
    {
        var bench = Start("enter: { when: errors(i) > 50%, for: 5s }", "leave: { when: errors(i) < 10%, for: 20s }");

        await FailForAsync(seconds: 4);
        bench.Runtime.Commands.Switches().ShouldBeEmpty("it has not failed for five seconds");
        await FailForAsync(seconds: 3);

        (await SendAsync("/j")).Refusal!.Rule.ShouldBe("degradation.sale.level-1[0]");
        var entered = bench.Runtime.Commands.Switches().ShouldHaveSingleItem();
        (entered.Order.By, entered.Order.Why, entered.Words).ShouldBe(("condition", "errors(i) > 50% for 5s", "level 1"));
        for (var second = 0; second < 25; second++)
        {
            await SendAsync("/i");
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        (await SendAsync("/j")).Refusal.ShouldNotBeNull("the window has to forget the failures first, and then it must be calm");
        for (var second = 0; second < 10; second++)
        {
            await SendAsync("/i");
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        (await SendAsync("/j")).Refusal.ShouldBeNull();
        Signals.ShouldBe(["degradation-entered", "degradation-left"]);
    }

    [Fact]
    public async Task Condition_OfABreaker_SeesIt()
    {
        var bench = Start("enter: { when: breaker(s), for: 1s }");
        bench.Runtime.Commands.Execute("breakers", "open", new Dictionary<string, string> { ["by"] = "ann" }, new Dictionary<string, string> { ["service"] = "s" }).Error.ShouldBeNull();

        Wait(bench, seconds: 3);

        (await SendAsync("/j")).Refusal!.Rule.ShouldBe("degradation.sale.level-1[0]");
    }

    /// <summary>Its step holds the breaker open, so that no call can tell how the service is: the plan is left all the same, and the breaker tries.</summary>
    [Fact]
    public async Task Condition_OfABreakerThatItsOwnStepOpens_DoesNotHoldItself()
    {
        var bench = _bench = new Bench(Head.Replace("{ interface: j, answer: off }", "{ service: s, breaker: open }", StringComparison.Ordinal) + "    enter: { when: breaker(s), for: 1s }\n    leave: { for: 5s }\n");
        for (var i = 0; i < 100; i++) await SendAsync("/i", Outcome.Failed(FailureKind.Reset));
        Wait(bench, seconds: 3);
        bench.Runtime.Commands.Switches().ShouldHaveSingleItem().Order.By.ShouldBe("condition");

        Wait(bench, seconds: 60);

        bench.Runtime.Commands.Switches().ShouldBeEmpty();
        Signals.ShouldBe(["degradation-entered", "degradation-left"]);
    }

    /// <summary>What was seen of one condition says nothing of another that stands where it stood.</summary>
    [Fact]
    public async Task Revision_WithAnotherConditionInItsPlace_BeginsToWatchAnew()
    {
        var bench = Start("enter: { when: errors(i) > 50%, for: 5s }");
        await FailForAsync(seconds: 5);

        bench.Publish(Head + "    enter: { when: errors(i) > 40%, for: 5s }\n");
        await FailForAsync(seconds: 3);
        bench.Runtime.Commands.Switches().ShouldBeEmpty();
        await FailForAsync(seconds: 4);

        bench.Runtime.Commands.Switches().ShouldHaveSingleItem().Words.ShouldBe("level 1");
    }

    [Fact]
    public async Task Revision_WithTheSameConditionInAnotherPlace_GoesOnWatchingIt()
    {
        var bench = Start("enter: { when: errors(i) > 50%, for: 5s }");
        await FailForAsync(seconds: 4);

        bench.Publish(Head + "    enter: [ { when: calls(j) > 1/s, for: 5s }, { when: errors(i) > 50%, for: 5s } ]\n");
        await FailForAsync(seconds: 3);

        bench.Runtime.Commands.Switches().ShouldHaveSingleItem().Order.Why.ShouldBe("errors(i) > 50% for 5s");
    }

    /// <summary>A look or a command that was on its way under the revision before must not lay that one's steps.</summary>
    [Fact]
    public async Task Handle_WithTheContextOfARevisionBefore_LaysWhatTheLiveOneSays()
    {
        var bench = Start();
        var (before, state) = (bench.Runtime.Present!, Core.Principles.Degradation.Levels.LevelsSlice.State(bench.Runtime.Present!));
        var old = state.Epoch.Find("sale")!;
        bench.Publish(Head.Replace("interface: j, answer: off", "interface: i, answer: off", StringComparison.Ordinal));

        state.Handle(old, new Core.Principles.Degradation.Levels.LevelEntering(1, bench.Time.TimestampFrequency * 60, 1, new CommandOrder("ann", "x"), default), before);

        (await SendAsync("/i")).Refusal!.Rule.ShouldBe("degradation.sale.level-1[0]");
        (await SendAsync("/j")).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Schedule_InItsTimeZone_EntersAndEndsByTheClock()
    {
        // It is Thursday, 1 January 2026, 00:00 UTC: 08:00 in Shanghai.
        var bench = Start("enter: { at: \"30 8 * * *\", zone: Asia/Shanghai, lasts: 20m }");

        bench.Time.Advance(TimeSpan.FromMinutes(29));
        (await SendAsync("/j")).Refusal.ShouldBeNull();
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        (await SendAsync("/j")).Refusal.ShouldNotBeNull();
        bench.Runtime.Commands.Switches().ShouldHaveSingleItem().Order.By.ShouldBe("schedule");
        bench.Time.Advance(TimeSpan.FromMinutes(20));
        (await SendAsync("/j")).Refusal.ShouldBeNull();
        Signals.ShouldBe(["degradation-entered", "degradation-expired"]);
    }

    [Fact]
    public void Requires_WhatDoesNotHold_RefusesWithTheReadingsUnlessForced()
    {
        var bench = Start("requires: usable(s) < 50% and not breaker(s)");

        var refused = Enter(bench);

        (refused.Error!.Id, refused.Text).ShouldBe(("HF5163", "'sale' requires 'usable(s) < 50% and not breaker(s)': usable(s) is 100%, breaker(s) does not hold"));
        Enter(bench, ("force", "true")).Error.ShouldBeNull();
    }

    [Fact]
    public async Task Restore_WhatAConditionHadEntered_IsLeftByTheConditionAsBefore()
    {
        var bench = Start("enter: { when: breaker(s), for: 1s }", "leave: { for: 5s }");
        bench.Runtime.Commands.Execute("breakers", "open", new Dictionary<string, string> { ["by"] = "ann" }, new Dictionary<string, string> { ["service"] = "s" }).Error.ShouldBeNull();
        Wait(bench, seconds: 3);
        var kept = bench.Runtime.Commands.Switches().Single(static one => one.Slice == "levels");
        await using var next = new Bench(Head + "    enter: { when: breaker(s), for: 1s }\n    leave: { for: 5s }\n");

        next.Runtime.Commands.Restore(kept).Error.ShouldBeNull();

        next.Runtime.Commands.Switches().ShouldHaveSingleItem().Order.By.ShouldBe("condition");
        Wait(next, seconds: 7);
        next.Runtime.Commands.Switches().ShouldBeEmpty("nothing is broken here");
    }

    [Fact]
    public void Snapshot_OfWhatMayEnterIt_SaysWhatHoldsOnWhichReadings()
    {
        var bench = Start("enter: [ { when: usable(s) >= 50% }, { at: \"0 9 * * *\" } ]");

        var rows = bench.Runtime.Slices.Single(static slice => slice.Id == "levels").Snapshot(bench.Runtime.Present!).Tables.Single(static table => table.Name == "triggers").Rows;

        rows[0].ShouldBe(["sale", 1, "usable(s) >= 50% for 10s", true, "usable(s) is 100%", null]);
        rows[1].ShouldBe(["sale", 1, "0 9 * * * UTC", false, "", new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero)]);
    }

    public ValueTask DisposeAsync() => _bench?.DisposeAsync() ?? ValueTask.CompletedTask;

    private IEnumerable<string> Signals => _bench!.Runtime.Signals.Kept().Where(static signal => signal.Slice == "levels").Select(static signal => signal.Name);

    private Bench Start(params string[] lines) => _bench = new Bench(Head + string.Concat(lines.Select(static line => $"    {line}\n")));

    private static CommandResult Enter(Bench bench, params (string Name, string Value)[] more) => bench.Runtime.Commands.Execute(
        "levels", "enter", new Dictionary<string, string> { ["by"] = "ann" }, more.Append((Name: "plan", Value: "sale")).ToDictionary(static one => one.Name, static one => one.Value));

    /// <summary>Second by second: every look has its own moment.</summary>
    private static void Wait(Bench bench, int seconds)
    {
        for (var second = 0; second < seconds; second++) bench.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task FailForAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await SendAsync("/i", Outcome.Failed(FailureKind.Reset));
            _bench!.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task<FakeCall> SendAsync(string path, Outcome? outcome = null)
    {
        var call = _bench!.Call();
        call.Target = path;
        if (outcome is { } bad) call.OnAttempt = (_, _) => new(bad);
        await CallPipeline.RunAsync(call);
        return call;
    }
}
