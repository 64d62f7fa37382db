using System.Text;
using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Telemetry;

namespace Holdfast.Core.Tests.Principles.Degradation.Levels;

/// <summary>Degradation plans on the way of a call, in virtual time.</summary>
public sealed class LevelsTests : IAsyncDisposable
{
    private const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        zones: [east, west]
        services:
          s: { versions: { v1: { nodes: [ { url: "http://127.0.0.1:1001", zone: east }, { url: "http://127.0.0.1:1002", zone: west } ] } }, breaker: {} }
          t: { versions: { v1: { nodes: [ "http://127.0.0.1:1003" ] } }, breaker: {} }
        interfaces:
          i: { match: { path: /i }, service: s }
          j: { match: { path: /j }, service: s, cache: { ttl: 60s } }
          t: { match: { path: /t }, service: t }
        degradation:
          sale:
            level-1:
              - { interface: i, limit: 5/s }
              - { interface: j, answer: stale }
              - { service: s, drain: { zone: west } }
            level-2:
              - { interface: i, answer: off }
              - { service: t, breaker: open }
            expires: 2h
          storm:
            level-1: [ { interface: i, answer: { status: 203, body: later } }, { interface: j, share: 0.25 } ]
            ramp: 100s
        """;

    private readonly Bench _bench = new(Plan);

    [Fact]
    public async Task Enter_FromTheNextCallOn_LaysEveryStepOfItsLevelAndThoseBelow()
    {
        var result = Enter("sale", level: 2);

        result.Change.ShouldBe(new CommandChange("degradation-entered", "degradation.sale", "not entered", "level 2"));
        result.Text.ShouldBe("degradation.sale is entered at level 2 for 2h at the most: 5 steps");
        var off = await SendAsync("/i");
        (off.Nodes.Count, off.Refusal!.Error.Id, off.Refusal.Decision, off.Refusal.Rule).ShouldBe((0, "HF4093", "degraded-off", "degradation.sale.level-2[0]"));
        (await SendAsync("/j")).Refusal!.Rule.ShouldBe("degradation.sale.level-1[1]");
        var broken = await SendAsync("/t");
        (broken.Refusal!.Error.Id, broken.Refusal.Rule).ShouldBe(("HF4036", "degradation.sale.level-2[1]"));
        _bench.Node(1).State.Condition.ShouldBe("drained");
        Steps().ShouldAllBe(static step => step.StartsWith("sale") == step.EndsWith(" laid"));
    }

    [Fact]
    public async Task Enter_AtALowerLevel_GivesBackWhatTheHigherHadTaken()
    {
        Enter("sale", level: 2);

        Enter("sale", level: 1).Change!.Before.ShouldBe("level 2");

        (await SendAsync("/t")).Refusal?.Decision.ShouldNotBe("breaker-forced-open");
        var refused = 0;
        for (var i = 0; i < 20; i++) if ((await SendAsync("/i")).Refusal?.Rule == "degradation.sale.level-1[0]") refused++;
        refused.ShouldBe(15, "5 a second may pass");
    }

    [Fact]
    public async Task Leave_EveryStep_IsUndoneAndSaidToBe()
    {
        Enter("sale", level: 2);

        var result = Leave("sale");

        result.Text.ShouldBe("degradation.sale is left, all 5 steps are undone. Its steps decided about 0 calls; load: s 0/s before and 0/s at its end, t 0/s before and 0/s at its end.");
        (await SendAsync("/i")).Nodes.Count.ShouldBe(1);
        (await SendAsync("/j")).Nodes.Count.ShouldBe(1);
        _bench.Node(1).State.IsUsable.ShouldBeTrue();
        Steps().ShouldAllBe(static step => step.EndsWith(" ready"));
        Leave("sale").Change.ShouldBeNull();
        Signals.ShouldBe(["degradation-entered", "degradation-left"]);
    }

    [Fact]
    public async Task Time_IsOver_EveryStepEndsWithoutAnybodysWord()
    {
        Enter("sale", level: 2, ("for", "60s"));

        _bench.Time.Advance(TimeSpan.FromSeconds(60));

        (await SendAsync("/i")).Nodes.Count.ShouldBe(1);
        _bench.Node(1).State.IsUsable.ShouldBeTrue();
        Signals.ShouldBe(["degradation-entered", "degradation-expired"]);
        _bench.Runtime.Commands.Switches().ShouldBeEmpty();
    }

    [Fact]
    public void Enter_ForLongerThanItsWriterAllows_IsRefused()
    {
        Enter("sale", 1, ("for", "3h")).Error!.Id.ShouldBe("HF5162");
        Enter("sale", 3).Error!.Id.ShouldBe("HF5161");
        var unknown = Enter("sal", 1);
        (unknown.Error!.Id, unknown.Text).ShouldBe(("HF5160", "'sal' is no degradation plan; did you mean 'sale'?"));
    }

    [Fact]
    public async Task HandSetSwitch_OnTheSameThing_WinsUntilItEnds()
    {
        Enter("sale", level: 2);
        Execute("degradation", "share", ("interface", "i"), ("share", "1"), ("for", "10s"));
        Execute("limits", "limit", ("interface", "i"), ("rate", "1000/s"), ("for", "10s"));
        Execute("breakers", "close", ("service", "t"), ("for", "10s"));

        for (var i = 0; i < 20; i++) (await SendAsync("/i")).Refusal.ShouldBeNull("everybody is let in by hand");
        (await SendAsync("/t")).Nodes.Count.ShouldBe(1);

        _bench.Time.Advance(TimeSpan.FromSeconds(10));
        (await SendAsync("/i")).Refusal!.Decision.ShouldBe("degraded-off");
        (await SendAsync("/t")).Refusal!.Decision.ShouldBe("breaker-forced-open");
    }

    [Fact]
    public async Task SeveralPlans_OverOneThing_TheStrictestAnswersInWhicheverOrderTheyAreEntered()
    {
        foreach (var order in new[] { new[] { "sale", "storm" }, ["storm", "sale"] })
        {
            foreach (var name in order) Enter(name, level: 1).Error.ShouldBeNull();
            var call = await SendAsync("/i");
            (call.Answer!.Status, Encoding.UTF8.GetString(call.Answer.Body.Span), call.SubstitutedBy).ShouldBe((203, "later", "degradation.storm.level-1[0]"));
            (await SendAsync("/j")).Refusal!.Rule.ShouldBe("degradation.sale.level-1[1]", "stale answers before a share");

            Enter("sale", level: 2);
            (await SendAsync("/i")).Refusal!.Rule.ShouldBe("degradation.sale.level-2[0]", "off answers before a fixed answer");

            Leave("sale");
            (await SendAsync("/i")).SubstitutedBy.ShouldBe("degradation.storm.level-1[0]", "what one plan gives back another may still hold");
            Leave("storm");
            Leave("storm");
            (await SendAsync("/i")).SubstitutedBy.ShouldBeNull();
        }
    }

    [Fact]
    public async Task SeveralLevels_OverOneThing_TheStrictestAnswersWhicheverIsHigher()
    {
        _bench.Publish(Plan + "\n  odd: { level-1: [ { interface: i, answer: off }, { interface: j, limit: 1/s } ], level-2: [ { interface: i, share: 0.5 }, { interface: j, limit: 1000/s } ] }");

        Enter("odd", level: 2);

        (await WhoAsync("/i", static call => call.Refusal?.Rule == "degradation.odd.level-1[0]")).Count.ShouldBe(1_000, "off answers before a share, though the share is of the higher level");
        (await RefusedAsync("/j")).Count.ShouldBe(999, "the lowest rate answers");
    }

    [Fact]
    public async Task Ramp_AfterLeaving_BringsUsersBackLittleByLittleAndNobodyTwice()
    {
        Enter("storm", level: 1);
        (await AnsweredAsync("/i")).Count.ShouldBe(1_000);

        Leave("storm").Text.ShouldStartWith("degradation.storm is left; its users come back within 100s, few at first. Its steps decided about 1,000 calls;");

        var before = await AnsweredAsync("/i");
        foreach (var left in new[] { 0.75, 0.5, 0.25 })
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(25));
            var still = await AnsweredAsync("/i");
            still.Count.ShouldBeInRange((int)(1_000 * left) - 60, (int)(1_000 * left) + 60);
            still.Except(before).ShouldBeEmpty("who is back stays");
            before = still;
        }

        _bench.Time.Advance(TimeSpan.FromSeconds(25));
        (await AnsweredAsync("/i")).ShouldBeEmpty();
        Signals.ShouldBe(["degradation-entered", "degradation-left", "degradation-given-back"]);
    }

    [Fact]
    public async Task Drill_OnAShareOfUsers_HoldsForTheSameOnesAndLeavesOutWhatIsForAll()
    {
        var result = Enter("sale", 2, ("drill", "0.1"));

        result.Text.ShouldBe("degradation.sale is entered at level 2, a drill on 10% of users for 2h at the most: 3 steps, 2 steps on services left out of the drill");
        var refused = await RefusedAsync("/i");
        refused.Count.ShouldBeInRange(60, 140);
        (await RefusedAsync("/i")).ShouldBe(refused);
        (await SendAsync("/t")).Nodes.Count.ShouldBe(1);
        _bench.Node(1).State.IsUsable.ShouldBeTrue();
    }

    [Fact]
    public async Task Gain_WhileEnteredAndWhenLeft_IsWhatWasMeasured()
    {
        await CallForAsync(seconds: 20);
        Enter("sale", 2, ("for", "10m"));
        await CallForAsync(seconds: 20);

        // Ten calls a second each to i, j and t: off, refused for nothing is kept, broken off.
        Table("load").Rows.Select(static row => $"{row[0]} {row[1]} {row[2]} {row[3]}").ShouldBe(["sale s 20 0", "sale t 10 0"]);
        Table("plans").Rows[0][11].ShouldBe(600L);
        Leave("sale").Text.ShouldEndWith("Its steps decided about 600 calls; load: s 20/s before and 0/s at its end, t 10/s before and 0/s at its end.");
    }

    [Fact]
    public async Task Preview_OfEachLevel_IsWhatItWouldAffectOfTheTrafficNow()
    {
        await CallForAsync(seconds: 20);

        var rows = Table("preview").Rows.Where(static row => (string)row[0]! == "sale").Select(static row => $"{row[1]} {row[2]}: {row[4]} of {row[5]}").ToArray();

        rows.ShouldBe(
        [
            "1 interfaces.i: 5 of 10", "1 interfaces.j: 10 of 10", "1 services.s: 0 of 20", "1 all: 15 of 30",
            "2 interfaces.i: 10 of 10", "2 services.t: 10 of 10", "2 interfaces.i: 5 of 10", "2 interfaces.j: 10 of 10", "2 services.s: 0 of 20", "2 all: 30 of 30",
        ]);
    }

    [Fact]
    public async Task Preview_OfUsers_CountsEachOnceByWhatAffectsHimMost()
    {
        for (var user = 0; user < 8; user++)
        {
            // The host notes each call when it has ended.
            _bench.Runtime.Recent.Add(await SendAsync("/j", $"10.0.0.{user}"), Outcome.Answered(200));
            if (user < 2) _bench.Runtime.Recent.Add(await SendAsync("/t", $"10.0.0.{user}"), Outcome.Answered(200));
        }

        var rows = Table("preview").Rows.Where(static row => (string)row[0]! == "storm").Select(static row => $"{row[2]}: {row[6]} of {row[7]}").ToArray();

        rows.ShouldBe(["interfaces.i: 0 of 0", "interfaces.j: 6 of 8", "all: 6 of 8"]);
        Table("preview").Rows.Where(static row => (string)row[0]! == "sale" && (string)row[2]! == "all").Select(static row => $"{row[1]}: {row[6]} of {row[7]}").ShouldBe(["1: 8 of 8", "2: 8 of 8"]);
    }

    [Fact]
    public void LastNode_OfAService_IsSparedAndTheStepNamed()
    {
        Execute("failover", "drain", ("service", "s"), ("node", "127.0.0.1:1001"));

        var result = Enter("sale", level: 1);

        result.Text.ShouldContain("3 steps, 1 step not carried out: degradation.sale.level-1[2] (http://127.0.0.1:1002 is the only node of 's' that takes calls)");
        _bench.Node(1).State.IsUsable.ShouldBeTrue();
    }

    [Fact]
    public async Task Revision_ThatChangesTheSteps_GoesOnByTheNewOnes()
    {
        Enter("sale", level: 2);

        _bench.Publish(Plan.Replace("{ interface: i, answer: off }", "{ interface: i, answer: { status: 299 } }"));

        (await SendAsync("/i")).Answer!.Status.ShouldBe(299);
        _bench.Runtime.Commands.Switches().ShouldHaveSingleItem().Words.ShouldBe("level 2");
    }

    [Fact]
    public async Task Revision_WithoutThePlan_EndsItAndSaysSo()
    {
        Enter("sale", level: 2);

        _bench.Publish(Plan[..Plan.IndexOf("degradation:", StringComparison.Ordinal)]);

        (await SendAsync("/i")).Nodes.Count.ShouldBe(1);
        _bench.Node(1).State.IsUsable.ShouldBeTrue();
        Signals.ShouldContain("degradation-lost");
    }

    [Fact]
    public async Task Restore_InANewProcess_GoesOnForTheTimeThatIsLeft()
    {
        Enter("sale", 2, ("for", "60s"));
        Enter("storm", 1, ("drill", "0.5"));
        var kept = _bench.Runtime.Commands.Switches();
        await using var next = new Bench(Plan);
        next.Time.Advance(TimeSpan.FromSeconds(20));

        foreach (var one in kept) next.Runtime.Commands.Restore(one).Error.ShouldBeNull(one.Words);

        var set = next.Runtime.Commands.Switches();
        set.Select(static one => one.Words).ShouldBe(["level 2", "level 1, a drill on 50% of users"]);
        set[0].Until.ShouldBe(_bench.Time.GetUtcNow() + TimeSpan.FromSeconds(60));
        set.ShouldAllBe(one => one.Order.By == "ann" && one.Order.Why == "test" && one.Order.Since == _bench.Time.GetUtcNow());
    }

    [Fact]
    public void Snapshot_AndMetrics_SayHowPlansStand()
    {
        using var readings = new MeterReadings(_bench.Runtime);
        Enter("sale", level: 2);

        readings.Read()["holdfast.degradation.level{plan=sale}"].ShouldBe(2);
        readings.Read()["holdfast.degradation.level{plan=storm}"].ShouldBe(0);
        Table("plans").Rows.Select(static row => $"{row[0]} {row[1]} {row[2]} {row[5]} {row[6]}").ShouldBe(["sale entered 2 ann test", "storm out 0  "]);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private IEnumerable<string> Signals => _bench.Runtime.Signals.Kept().Where(static signal => signal.Slice == "levels").Select(static signal => signal.Name);

    private SnapshotTable Table(string name) =>
        _bench.Runtime.Slices.Single(static slice => slice.Id == "levels").Snapshot(_bench.Runtime.Present!).Tables.Single(table => table.Name == name);

    private IEnumerable<string> Steps() => Table("steps").Rows.Select(static row => $"{row[0]} {row[2]} {row[5]}");

    private CommandResult Enter(string plan, int level, params (string Name, string Value)[] more) =>
        Execute("levels", "enter", [("plan", plan), ("level", $"{level}"), .. more]);

    private CommandResult Leave(string plan) => Execute("levels", "leave", ("plan", plan));

    private CommandResult Execute(string slice, string command, params (string Name, string Value)[] arguments) => _bench.Runtime.Commands.Execute(
        slice, command, new Dictionary<string, string> { ["by"] = "ann", ["why"] = "test" }, arguments.ToDictionary(static one => one.Name, static one => one.Value));

    private async Task CallForAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            for (var i = 0; i < 10; i++)
                foreach (var path in new[] { "/i", "/j", "/t" }) await SendAsync(path);
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task<List<int>> AnsweredAsync(string path) => await WhoAsync(path, static call => call.SubstitutedBy is not null);

    private async Task<List<int>> RefusedAsync(string path) => await WhoAsync(path, static call => call.Refusal is not null);

    private async Task<List<int>> WhoAsync(string path, Func<FakeCall, bool> which)
    {
        var found = new List<int>();
        for (var i = 0; i < 1_000; i++)
            if (which(await SendAsync(path, $"10.0.{i / 250}.{i % 250}"))) found.Add(i);
        return found;
    }

    private async Task<FakeCall> SendAsync(string path, string client = "")
    {
        var call = _bench.Call();
        (call.Target, call.Client) = (path, client);
        await CallPipeline.RunAsync(call);
        return call;
    }
}
