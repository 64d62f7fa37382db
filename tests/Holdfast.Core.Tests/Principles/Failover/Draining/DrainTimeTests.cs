using Holdfast.Core.Commands;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Failover.Draining;

/// <summary>Drains that end by themselves, and drains of a whole zone.</summary>
public sealed class DrainTimeTests : IAsyncDisposable
{
    private const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        zones: [east, west]
        services:
          s: { versions: { v1: { nodes: [ { url: "http://127.0.0.1:1001", zone: east }, { url: "http://127.0.0.1:1002", zone: west }, { url: "http://127.0.0.1:1003", zone: west } ] } } }
        interfaces:
          i: { match: { path: /i }, service: s }
        """;

    private readonly Bench _bench = new(Plan);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void Drain_ForATime_EndsByItselfAndTells()
    {
        Execute("drain", ("node", "127.0.0.1:1002"), ("for", "10m")).Text.ShouldBe("http://127.0.0.1:1002 gets no new calls until 00:10:00Z");
        _bench.Runtime.Commands.Switches().ShouldHaveSingleItem().Until.ShouldBe(_bench.Time.GetUtcNow().AddMinutes(10));

        _bench.Time.Advance(TimeSpan.FromMinutes(9));
        _bench.Node(1).State.Condition.ShouldBe("drained");
        for (var second = 0; second < 61; second++) _bench.Time.Advance(TimeSpan.FromSeconds(1));

        _bench.Node(1).State.Condition.ShouldNotBe("drained");
        _bench.Runtime.Signals.Kept().Select(static signal => signal.Name).Where(static name => name.Contains("drain", StringComparison.Ordinal)).ShouldBe(["node-drained", "drain-expired"]);
    }

    [Fact]
    public void Drain_WithoutATime_HoldsUntilItIsTakenBack()
    {
        Execute("drain", ("node", "127.0.0.1:1002"));

        _bench.Time.Advance(TimeSpan.FromDays(30));

        _bench.Node(1).State.Condition.ShouldBe("drained");
        _bench.Runtime.Commands.Switches().ShouldHaveSingleItem().Until.ShouldBeNull();
    }

    /// <summary>Whoever repairs a node must not get it back because another had wanted it out for less.</summary>
    [Theory]
    [InlineData("10m", "", 0, "bob")]
    [InlineData("", "10m", 0, "ann")]
    [InlineData("10m", "20m", 20, "bob")]
    [InlineData("20m", "10m", 20, "ann")]
    public void Drain_OfADrainedNode_HoldsForTheLongerOfTheTwo(string first, string second, int minutes, string by)
    {
        Execute("drain", "ann", ("node", "127.0.0.1:1002"), ("for", first));
        Execute("drain", "bob", ("zone", "west"), ("for", second)).Change!.Before.ShouldBe("1 of 2 nodes in west drained");

        var set = _bench.Runtime.Commands.Switches().Single(static one => one.Target.EndsWith(":1002", StringComparison.Ordinal));
        set.Until.ShouldBe(minutes > 0 ? _bench.Time.GetUtcNow().AddMinutes(minutes) : null);
        set.Order.By.ShouldBe(by);
        _bench.Node(1).State.Availability.Reason.ShouldBe($"drained by {by}");
        for (var minute = 0; minute < 30; minute++) _bench.Time.Advance(TimeSpan.FromMinutes(1));
        _bench.Node(1).State.Condition.ShouldBe(minutes > 0 ? "unknown" : "drained");
    }

    [Fact]
    public async Task Restore_OfADrainForATime_HoldsForTheTimeThatIsLeft()
    {
        Execute("drain", ("node", "127.0.0.1:1002"), ("for", "10m"));
        await using var next = new Bench(Plan);
        next.Time.Advance(TimeSpan.FromMinutes(4));

        next.Runtime.Commands.Restore(_bench.Runtime.Commands.Switches()[0]).Error.ShouldBeNull();

        next.Runtime.Commands.Switches().ShouldHaveSingleItem().Until.ShouldBe(next.Time.GetUtcNow().AddMinutes(6));
    }

    [Fact]
    public void Drain_OfAZone_TakesAllItsNodesOutAndBack()
    {
        Execute("drain", ("zone", "west")).Text.ShouldBe("2 nodes of 's' in zone 'west' get no new calls");
        (_bench.Node(1).State.Condition, _bench.Node(2).State.Condition).ShouldBe(("drained", "drained"));
        Execute("drain", ("zone", "west")).Change.ShouldBeNull();

        Execute("undrain", ("zone", "west")).Change!.Signal.ShouldBe("zone-undrained");

        _bench.Runtime.Commands.Switches().ShouldBeEmpty();
    }

    [Fact]
    public void Drain_OfTheZoneWithAllThatTakeCalls_IsRefusedUnlessForced()
    {
        Execute("drain", ("node", "127.0.0.1:1001"));

        Execute("drain", ("zone", "west")).Error!.Id.ShouldBe("HF5102");
        _bench.Node(1).State.Condition.ShouldNotBe("drained", "none of them, or all");
        Execute("drain", ("zone", "west"), ("force", "true")).Error.ShouldBeNull();
    }

    [Fact]
    public void Drain_OfNoNodeAndNoZone_OrOfBoth_OrOfAnotherZone_IsRefused()
    {
        Execute("drain").Error!.Id.ShouldBe(CommandErrors.Arguments.Id);
        Execute("drain", ("zone", "west"), ("node", "127.0.0.1:1001")).Error!.Id.ShouldBe(CommandErrors.Arguments.Id);
        Execute("drain", ("zone", "wset")).Text.ShouldContain("west");
    }

    private CommandResult Execute(string command, params (string Name, string Value)[] arguments) => Execute(command, "ann", arguments);

    private CommandResult Execute(string command, string by, params (string Name, string Value)[] arguments) => _bench.Runtime.Commands.Execute(
        "failover", command, new Dictionary<string, string> { ["by"] = by },
        arguments.Append((Name: "service", Value: "s")).Where(static one => one.Value.Length > 0).ToDictionary(static one => one.Name, static one => one.Value));
}
