using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Failover.Draining;

public sealed class DrainTests
{
    private const int Calls = 200;

    private const string TwoVersions = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions:
              v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002", "http://127.0.0.1:1003" ] }
              v2: { nodes: [ "http://127.0.0.1:1009" ] }
            live: v1
        interfaces:
          i: { match: { path: "/**" }, service: s }
        """;

    [Fact]
    public async Task Drain_ANode_SendsItNoMoreCallsAndSaysWhoAndWhy()
    {
        await using var bench = new Bench(TwoVersions);

        var result = Execute(bench, "drain", "127.0.0.1:1002", why: "deploy 42");

        result.Error.ShouldBeNull();
        result.Change.ShouldBe(new CommandChange("node-drained", "services.s.versions.v1", "unknown", "drained"));
        (await AskedAsync(bench)).ShouldBe(["http://127.0.0.1:1001", "http://127.0.0.1:1003"], ignoreOrder: true);
        bench.Node(1).State.Availability.Reason.ShouldBe("drained by ann: deploy 42");
        bench.Runtime.Signals.Kept().ShouldContain(signal => signal.Slice == "failover" && signal.Name == "node-drained"
            && signal.Text == "http://127.0.0.1:1002 gets no new calls (was unknown, is drained; by ann: deploy 42)");
    }

    [Fact]
    public async Task Drain_WithAttemptsOnTheirWay_LetsThemEnd()
    {
        await using var bench = new Bench(TwoVersions);
        var answer = new TaskCompletionSource<Outcome>();
        var call = bench.Call();
        call.OnAttempt = (_, _) => new(answer.Task);
        var running = CallPipeline.RunAsync(call);
        var node = bench.Version().Nodes.Single(node => node.State.InFlight == 1);

        Execute(bench, "drain", node.Address).Change!.After.ShouldBe("draining");
        node.State.Condition.ShouldBe("draining");
        answer.SetResult(Outcome.Answered(200));

        (await running).IsSuccess.ShouldBeTrue();
        node.State.Condition.ShouldBe("drained");
        call.Nodes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Drain_InPanic_IsStillNotUsed()
    {
        await using var bench = new Bench(TwoVersions);
        foreach (var node in bench.Version().Nodes) node.State.Withhold(Withheld.Probe, on: true, "status 503");

        Execute(bench, "drain", "127.0.0.1:1001").Error.ShouldBeNull();

        bench.Version().State.Panic.Phase.ShouldBe(PanicPhase.Panic);
        (await AskedAsync(bench)).ShouldBe(["http://127.0.0.1:1002", "http://127.0.0.1:1003"], ignoreOrder: true);
    }

    [Fact]
    public async Task Drain_TheOthersBecomeUnusable_TakesNoCallsAndNothingLiftsIt()
    {
        await using var bench = new Bench();
        Execute(bench, "drain", "127.0.0.1:1001");
        bench.Node(1).State.Withhold(Withheld.Ejected, on: true, "5 failures in a row");
        bench.Time.Advance(TimeSpan.FromMinutes(10));

        (await AskedAsync(bench)).ShouldBe(["http://127.0.0.1:1002"]);
        bench.Node(0).State.Withheld.ShouldBe(Withheld.Drained);
    }

    [Fact]
    public async Task Drain_TheLastNodeThatTakesCalls_IsRefusedUnlessForced()
    {
        await using var bench = new Bench();
        Execute(bench, "drain", "127.0.0.1:1001").Error.ShouldBeNull();

        var refused = Execute(bench, "drain", "127.0.0.1:1002");
        refused.Error!.Id.ShouldBe("HF5102");
        refused.Text.ShouldContain("--force");
        bench.Node(1).State.IsUsable.ShouldBeTrue();

        Execute(bench, "drain", "127.0.0.1:1002", force: true).Change.ShouldNotBeNull();
        var call = bench.Call();
        await CallPipeline.RunAsync(call);
        call.Refusal!.Error.Id.ShouldBe("HF4003");
    }

    [Fact]
    public async Task Drain_TheOtherNodeIsEjected_IsRefused()
    {
        await using var bench = new Bench();
        bench.Node(0).State.Withhold(Withheld.Ejected, on: true, "test");

        Execute(bench, "drain", "127.0.0.1:1002").Error!.Id.ShouldBe("HF5102");
        Execute(bench, "drain", "127.0.0.1:1001").Error.ShouldBeNull();
    }

    [Fact]
    public async Task Drain_OfAVersionThatIsNotLive_NeedsItsNameAndNoForce()
    {
        await using var bench = new Bench(TwoVersions);

        var elsewhere = Execute(bench, "drain", "127.0.0.1:1009");
        elsewhere.Error!.Id.ShouldBe("HF5101");
        elsewhere.Text.ShouldContain("--version v2");

        Execute(bench, "drain", "127.0.0.1:1009", version: "v2").Change!.Subject.ShouldBe("services.s.versions.v2");
    }

    [Fact]
    public async Task Drain_Twice_ChangesNothingTheSecondTime()
    {
        await using var bench = new Bench();
        Execute(bench, "drain", "127.0.0.1:1001", why: "first");
        var published = bench.Runtime.Signals.Published;

        var again = Execute(bench, "drain", "127.0.0.1:1001", why: "second");

        (again.Error, again.Change).ShouldBe((null, null));
        again.Text.ShouldContain("drained by ann: first");
        bench.Runtime.Signals.Published.ShouldBe(published);
    }

    [Fact]
    public async Task Undrain_ADrainedNode_TakesCallsAgainAsANewOne()
    {
        await using var bench = new Bench();
        Execute(bench, "drain", "127.0.0.1:1001");
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var result = Execute(bench, "undrain", "127.0.0.1:1001");

        result.Change.ShouldBe(new CommandChange("node-undrained", "services.s.versions.v1", "drained", "unknown"));
        bench.Node(0).State.UsableSince.ShouldBe(bench.Time.GetTimestamp());
        (await AskedAsync(bench)).Count.ShouldBe(2);
        Execute(bench, "undrain", "127.0.0.1:1001").Text.ShouldContain("is not drained");
    }

    [Fact]
    public async Task Undrain_ANodeWhoseProbeFails_SaysWhatStillHoldsItBack()
    {
        await using var bench = new Bench();
        Execute(bench, "drain", "127.0.0.1:1001");
        bench.Node(0).State.Withhold(Withheld.Probe, on: true, "status 503");
        bench.Node(0).State.Condition.ShouldBe("drained");

        var result = Execute(bench, "undrain", "127.0.0.1:1001");

        result.Text.ShouldEndWith("gets no calls yet: status 503");
        bench.Node(0).State.Withheld.ShouldBe(Withheld.Probe);
    }

    [Fact]
    public async Task Revision_ThatKeepsTheNode_KeepsItDrained()
    {
        await using var bench = new Bench();
        Execute(bench, "drain", "127.0.0.1:1001");

        bench.Publish(Bench.TwoNodes.Replace("2s", "3s", StringComparison.Ordinal));

        bench.Node(0).State.Condition.ShouldBe("drained");
        (await AskedAsync(bench)).ShouldBe(["http://127.0.0.1:1002"]);
    }

    [Theory]
    [InlineData("t", "127.0.0.1:1001", "", "'t' is no service; did you mean 's'?")]
    [InlineData("s", "127.0.0.1:1001", "v3", "'v3' is no version of 's'; did you mean 'v1'?")]
    [InlineData("s", "127.0.0.1:1010", "", "'127.0.0.1:1010' is no node of 's' version 'v1'; did you mean '127.0.0.1:1001'?")]
    [InlineData("s", "shop", "", "'shop' is no node of 's' version 'v1'; there is 127.0.0.1:1001, 127.0.0.1:1002")]
    public async Task Name_Unknown_IsRefusedWithTheNearest(string service, string node, string version, string says)
    {
        await using var bench = new Bench(TwoVersions);

        var result = Execute(bench, "drain", node, version, service: service);

        result.Error!.Id.ShouldBe("HF5101");
        result.Text.ShouldStartWith(says);
        bench.Version().Nodes.ShouldAllBe(one => one.State.IsUsable);
    }

    private static CommandResult Execute(
        Bench bench, string command, string node, string version = "", bool force = false, string why = "", string service = "s")
    {
        var arguments = new Dictionary<string, string> { ["service"] = service, ["node"] = node };
        if (version.Length > 0) arguments["version"] = version;
        if (force) arguments["force"] = "true";
        var order = new Dictionary<string, string> { ["by"] = "ann" };
        if (why.Length > 0) order["why"] = why;
        return bench.Runtime.Commands.Execute("failover", command, order, arguments);
    }

    /// <summary>Which nodes are asked by calls that come one after the other.</summary>
    private static async Task<IReadOnlyList<string>> AskedAsync(Bench bench)
    {
        var asked = new HashSet<string>();
        for (var i = 0; i < Calls; i++)
        {
            var call = bench.Call();
            await CallPipeline.RunAsync(call);
            asked.UnionWith(call.Nodes);
        }

        return [.. asked];
    }
}
