using System.Text;
using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Degradation.Switches;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Telemetry;

namespace Holdfast.Core.Tests.Principles.Degradation.Switches;

/// <summary>Switches on the way of a call, in virtual time.</summary>
public sealed class SwitchTests : IAsyncDisposable
{
    private const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } }, breaker: {} }
        interfaces:
          i: { match: { path: /i }, service: s }
          j: { match: { path: /j }, service: s, cache: { ttl: 60s } }
        """;

    private readonly Bench _bench = new(Plan);

    [Fact]
    public async Task Off_FromTheNextCallOn_RefusesUntilItEnds()
    {
        (await SendAsync("/i")).Nodes.Count.ShouldBe(1);

        Execute("degradation", "off", ("interface", "i"), ("for", "10s")).Change.ShouldBe(new CommandChange("switch-set", "interfaces.i", "as the plan has it", "off"));

        var call = await SendAsync("/i");
        call.Nodes.ShouldBeEmpty();
        (call.Refusal!.Error.Id, call.Refusal.Decision, call.Refusal.Rule, call.RetryAfter.TotalSeconds).ShouldBe(("HF4090", "switched-off", "switches.i.off", 10));
        (await SendAsync("/j")).Nodes.Count.ShouldBe(1, "another interface");

        _bench.Time.Advance(TimeSpan.FromSeconds(10));
        (await SendAsync("/i")).Nodes.Count.ShouldBe(1);
        Signals.ShouldBe(["switch-set", "switch-expired"]);
        _bench.Plan.Interfaces["i"].Inbound.OfType<SwitchStage>().Single().IsIdle.ShouldBeTrue("what is over costs nothing");
    }

    [Fact]
    public async Task Off_ThroughARevision_Stays()
    {
        Execute("degradation", "off", ("interface", "i"));

        _bench.Publish(Plan.Replace("ttl: 60s", "ttl: 50s"));

        (await SendAsync("/i")).Refusal!.Decision.ShouldBe("switched-off");
    }

    [Fact]
    public async Task Clear_AndSetAgain_HoldsFromThenOn()
    {
        Execute("degradation", "off", ("interface", "i"), ("for", "10s"));
        _bench.Time.Advance(TimeSpan.FromSeconds(8));
        Execute("degradation", "off", ("interface", "i"), ("for", "10s"));
        _bench.Time.Advance(TimeSpan.FromSeconds(8));
        (await SendAsync("/i")).Refusal.ShouldNotBeNull();

        Execute("degradation", "clear", ("interface", "i")).Change!.After.ShouldBe("as the plan has it");

        (await SendAsync("/i")).Refusal.ShouldBeNull();
        Execute("degradation", "clear", ("interface", "i")).Change.ShouldBeNull();
    }

    [Fact]
    public async Task Answer_EveryCall_IsGivenIt()
    {
        Execute("degradation", "answer", ("interface", "i"), ("body", "[]"), ("status", "203"));

        var call = await SendAsync("/i");

        call.Nodes.ShouldBeEmpty();
        (call.Answer!.Status, Encoding.UTF8.GetString(call.Answer.Body.Span), call.SubstitutedBy).ShouldBe((203, "[]", "switches.i.answer"));
    }

    [Fact]
    public async Task Stale_WhatIsKept_IsGivenLongAfterAndTheRestIsRefused()
    {
        (await SendAsync("/j", keep: true)).Nodes.Count.ShouldBe(1);
        _bench.Time.Advance(TimeSpan.FromHours(5));
        Execute("degradation", "stale", ("interface", "j"));

        var kept = await SendAsync("/j");
        kept.Nodes.ShouldBeEmpty();
        (kept.Answer!.Status, kept.SubstitutedBy).ShouldBe((200, "switches.j.stale"));
        var other = await SendAsync("/j", range: "bytes=0-1");
        (other.Nodes.Count, other.Refusal?.Error.Id).ShouldBe((0, "HF4091"));

        Execute("degradation", "answer", ("interface", "j"), ("body", "later"));
        (await SendAsync("/j", range: "bytes=0-1")).Answer!.Status.ShouldBe(200, "who has nothing kept gets the fixed answer");
    }

    [Fact]
    public void Stale_AnInterfaceThatKeepsNothing_IsRefused()
    {
        var result = Execute("degradation", "stale", ("interface", "i"));

        result.Error!.Id.ShouldBe("HF5151");
    }

    [Fact]
    public async Task Share_ByCaller_LetsTheSameOnesIn()
    {
        Execute("degradation", "share", ("interface", "i"), ("share", "0.25"));

        var first = await AdmittedAsync();
        var second = await AdmittedAsync();

        second.ShouldBe(first);
        // Of 2,000 callers 500, give or take five standard deviations of chance: a fixed hash decides, so it is always the same number.
        first.Count.ShouldBeInRange(400, 600);
    }

    [Fact]
    public async Task Limit_BesideThePlan_LetsFewerThrough()
    {
        Execute("limits", "limit", ("interface", "i"), ("rate", "5/s"), ("for", "10s")).Change!.After.ShouldBe("limited to 5/s");

        var refused = 0;
        for (var i = 0; i < 20; i++) if ((await SendAsync("/i")).Refusal?.Rule == "switches.i.limit") refused++;
        refused.ShouldBe(15);

        _bench.Time.Advance(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 20; i++) (await SendAsync("/i")).Refusal.ShouldBeNull();
        Signals.ShouldBe(["limit-set", "limit-reached", "limit-expired"], ignoreOrder: true);
    }

    [Fact]
    public void Switches_OfAllPrinciples_AreListedWithTheirInverse()
    {
        Execute("degradation", "off", ("interface", "i"));
        Execute("limits", "limit", ("interface", "j"), ("rate", "5/s"));
        Execute("breakers", "open", ("service", "s"), ("for", "5m"));
        Execute("failover", "drain", ("service", "s"), ("node", "127.0.0.1:1001"));

        var set = _bench.Runtime.Commands.Switches();

        set.Select(static one => one.Words).ShouldBe(["drained", "limited to 5/s", "breaker forced open", "off"], ignoreOrder: true);
        set.ShouldAllBe(one => one.Order.By == "ann" && one.Order.Why == "test" && one.Order.Since == _bench.Time.GetUtcNow());
        foreach (var one in set)
        {
            var undone = _bench.Runtime.Commands.Execute(one.Slice, one.Inverse, new Dictionary<string, string> { ["by"] = "bob" }, one.InverseArguments);
            undone.Change.ShouldNotBeNull(one.Words);
        }

        _bench.Runtime.Commands.Switches().ShouldBeEmpty();
    }

    [Fact]
    public async Task Restore_InANewProcess_GoesOnForTheTimeThatIsLeft()
    {
        Execute("degradation", "off", ("interface", "i"), ("for", "60s"));
        Execute("limits", "limit", ("interface", "j"), ("rate", "5/s"), ("for", "10s"));
        Execute("breakers", "open", ("service", "s"), ("for", "5m"));
        Execute("failover", "drain", ("service", "s"), ("node", "127.0.0.1:1001"));
        var kept = _bench.Runtime.Commands.Switches();
        await using var next = new Bench(Plan);
        next.Time.Advance(TimeSpan.FromSeconds(20));

        foreach (var one in kept) next.Runtime.Commands.Restore(one).Error.ShouldBeNull(one.Words);

        var set = next.Runtime.Commands.Switches();
        set.Select(static one => one.Words).ShouldBe(["drained", "breaker forced open", "off"], ignoreOrder: true);
        set.Single(static one => one.Words == "off").Until.ShouldBe(_bench.Time.GetUtcNow() + TimeSpan.FromSeconds(60));
        set.ShouldAllBe(one => one.Order.Since == _bench.Time.GetUtcNow());
    }

    [Theory]
    [InlineData("degradation", "off", "interface=i")]
    [InlineData("degradation", "stale", "interface=j")]
    [InlineData("degradation", "answer", "interface=i")]
    [InlineData("degradation", "answer", "interface=i,body=[],status=203")]
    [InlineData("degradation", "share", "interface=i,share=0.125")]
    [InlineData("limits", "limit", "interface=i,rate=100/10s")]
    [InlineData("breakers", "observe", "service=s")]
    [InlineData("failover", "drain", "service=s,node=127.0.0.1:1001")]
    public async Task Restore_EachKind_IsWhatItWas(string slice, string command, string arguments)
    {
        Execute(slice, command, [.. arguments.Split(',').Select(static one => (one.Split('=')[0], one.Split('=')[1]))]).Error.ShouldBeNull();
        var kept = _bench.Runtime.Commands.Switches().ShouldHaveSingleItem();
        await using var next = new Bench(Plan);

        next.Runtime.Commands.Restore(kept).Error.ShouldBeNull();

        var restored = next.Runtime.Commands.Switches().ShouldHaveSingleItem();
        (restored.Words, restored.Target, restored.Order).ShouldBe((kept.Words, kept.Target, kept.Order));
        restored.Arguments.ShouldBe(kept.Arguments, ignoreOrder: true);
    }

    [Fact]
    public void Set_AnInterfaceThatIsNotThere_NamesTheNearest()
    {
        foreach (var (slice, command, more) in new[] { ("degradation", "off", ("for", "1m")), ("limits", "limit", ("rate", "1/s")) })
        {
            var result = Execute(slice, command, ("interface", "ii"), more);
            result.Error!.Status.ShouldBe(404);
            result.Text.ShouldContain("did you mean 'i'?");
        }
    }

    [Fact]
    public void Snapshot_AndMetrics_SayWhatIsSet()
    {
        using var readings = new MeterReadings(_bench.Runtime);
        Execute("degradation", "off", ("interface", "i"));

        readings.Read()["holdfast.switches{interface=i,kind=off}"].ShouldBe(1);
        var table = _bench.Runtime.Slices.Single(static slice => slice.Id == "degradation").Snapshot(_bench.Runtime.Present!).Tables.Single(static one => one.Name == "switches");
        table.Rows.ShouldHaveSingleItem().Take(4).ShouldBe(["i", "off", "ann", "test"]);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private IEnumerable<string> Signals => _bench.Runtime.Signals.Kept().Where(static signal => signal.Slice is "degradation" or "limits").Select(static signal => signal.Name);

    private async Task<List<int>> AdmittedAsync()
    {
        var admitted = new List<int>();
        for (var i = 0; i < 2_000; i++)
            if ((await SendAsync("/i", client: $"10.0.{i / 250}.{i % 250}")).Refusal is null) admitted.Add(i);
        return admitted;
    }

    private CommandResult Execute(string slice, string command, params (string Name, string Value)[] arguments) => _bench.Runtime.Commands.Execute(
        slice, command, new Dictionary<string, string> { ["by"] = "ann", ["why"] = "test" }, arguments.ToDictionary(static one => one.Name, static one => one.Value));

    private async Task<FakeCall> SendAsync(string path, string client = "", bool keep = false, string range = "")
    {
        var call = _bench.Call();
        (call.Target, call.Client) = (path, client);
        if (range.Length > 0) call.Headers["Range"] = range;
        if (keep)
        {
            call.OnTry = (attempt, _) =>
            {
                call.Accepts(attempt, Outcome.Answered(200));
                call.Tee?.Begin(200, [new("Content-Type", "text/plain")], 4, isDelimited: true);
                call.Tee?.Add("good"u8);
                call.Tee?.End();
                return new(Outcome.Answered(200));
            };
        }

        await CallPipeline.RunAsync(call);
        return call;
    }
}
