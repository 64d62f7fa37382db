using System.Diagnostics.Metrics;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;

namespace Holdfast.Core.Tests.Pipeline;

public sealed class AttemptGateTests
{
    private static readonly KnownError Error = new("HF4999", "refused by a test", "", "") { Status = 503 };

    private readonly List<string> _seen = [];

    /// <summary>Whether a gate lets in whom it is asked about; null node: before the node is picked.</summary>
    private Func<Position, NodeModel?, bool> _lets = static (_, _) => true;

    /// <summary>Which gates let in whom they let in without being asked for a verdict.</summary>
    private Func<Position, bool> _atOnce = static _ => false;

    [Fact]
    public async Task Gates_AttemptIsMade_AreLeftOnceEach()
    {
        await using var bench = new Bench(slices: With(Position.Pool, Position.Breaker, Position.NodePool));

        (await CallPipeline.RunAsync(bench.Call())).IsSuccess.ShouldBeTrue();

        _seen.ShouldBe(
        [
            "enter Breaker", "enter Pool", "enter NodePool of a node",
            "leave NodePool Success", "leave Pool Success", "leave Breaker Success",
        ]);
    }

    [Fact]
    public async Task Gates_OneRefuses_CallIsRefusedAndNothingHeld()
    {
        await using var bench = new Bench(slices: With(Position.Breaker, Position.Pool));
        _lets = static (position, _) => position != Position.Pool;
        var call = bench.Call();

        (await CallPipeline.RunAsync(call)).ShouldBe(Outcome.Refused);

        _seen.ShouldBe(["enter Breaker", "enter Pool", "leave Breaker Refused"]);
        call.Refusal!.Error.ShouldBe(Error);
        call.Decisions.Kept[0].Measured.ShouldBe(new Measure("in-flight", 3, 2));
        call.Nodes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Gates_LetInAtOnce_AreNotAskedForAVerdictAndAreLeft()
    {
        await using var bench = new Bench(slices: With(Position.Breaker, Position.Pool, Position.NodePool));
        _atOnce = static position => position != Position.Pool;

        (await CallPipeline.RunAsync(bench.Call())).IsSuccess.ShouldBeTrue();

        _seen.ShouldBe(
        [
            "at once Breaker", "enter Pool", "at once NodePool",
            "leave NodePool Success", "leave Pool Success", "leave Breaker Success",
        ]);
    }

    [Fact]
    public async Task Gates_OneRefusesAfterOneThatLetsInAtOnce_NothingIsHeld()
    {
        await using var bench = new Bench(slices: With(Position.Breaker, Position.Pool));
        _atOnce = static position => position == Position.Breaker;
        _lets = static (position, _) => position != Position.Pool;

        (await CallPipeline.RunAsync(bench.Call())).ShouldBe(Outcome.Refused);

        _seen.ShouldBe(["at once Breaker", "enter Pool", "leave Breaker Refused"]);
    }

    [Fact]
    public async Task Gates_CallerGoesWhileItIsAsked_NothingIsHeld()
    {
        await using var bench = new Bench(slices: With(Position.Breaker, Position.Pool));
        _atOnce = static position => position == Position.Breaker;
        var call = bench.Call();
        _lets = (_, _) => call.Gone = true;

        (await CallPipeline.RunAsync(call)).Kind.ShouldBe(OutcomeKind.Cancelled);

        _seen.ShouldBe(["at once Breaker", "enter Pool", "leave Pool Refused", "leave Breaker Refused"]);
        call.Nodes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Gates_RefuseTheRetry_LastFailureStands()
    {
        await using var bench = new Bench(slices: With(Position.Breaker));
        var asked = 0;
        _lets = (_, _) => ++asked == 1;
        var call = bench.Call();
        call.OnAttempt = static (_, _) => new(Outcome.Failed(FailureKind.Connect));

        (await CallPipeline.RunAsync(call)).Failure.ShouldBe(FailureKind.Connect);

        call.Attempts.ShouldBe(1);
        call.Refusal!.Decision.ShouldBe("connect-failed");
        _seen.ShouldBe(["enter Breaker", "leave Breaker Failure", "enter Breaker"]);
    }

    [Fact]
    public async Task NodeGate_RefusesANode_AnotherIsTaken()
    {
        await using var bench = new Bench(slices: With(Position.NodePool));
        var full = bench.Node(0);
        _lets = (_, node) => node != full;

        for (var i = 0; i < 20; i++)
        {
            var call = bench.Call();
            (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();
            call.Nodes.ShouldBe([bench.Node(1).Address]);
        }
    }

    /// <summary>Whatever the first counts, it would count twice for one attempt, and have one of them given back at most.</summary>
    [Fact]
    public async Task NodeGates_TheSecondRefuses_TheFirstIsAskedOnceANode()
    {
        await using var bench = new Bench(slices: With(Position.NodePool, Position.ChaosUpstream));
        _atOnce = static position => position == Position.NodePool;
        _lets = static (position, _) => position == Position.NodePool;

        (await CallPipeline.RunAsync(bench.Call())).ShouldBe(Outcome.Refused);

        string[] ofOneNode = ["at once NodePool", "enter ChaosUpstream of a node", "leave NodePool Refused"];
        _seen.ShouldBe([.. ofOneNode, .. ofOneNode]);
    }

    /// <summary>More than a call can remember, up to all but one.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(37)]
    [InlineData(49)]
    public async Task NodeGate_RefusesManyOfFifty_OneOfTheOthersIsFoundAndNobodyAskedTwice(int full)
    {
        await using var bench = new Bench(Fifty(), With(Position.NodePool));
        for (var i = 0; i < 50; i++)
        {
            List<string> asked = [];
            _lets = (_, node) =>
            {
                asked.Add(node!.Address);
                return Array.IndexOf([.. bench.Version().Nodes], node) >= full;
            };
            var call = bench.Call();

            (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue($"{50 - full} nodes have room");

            asked.ShouldBeUnique();
            call.Tried.Count.ShouldBe(1, "it was sent to one node, and passed over the others for this once");
        }
    }

    [Fact]
    public async Task NodeGate_RefusesAllOfFifty_EachIsAskedOnceAndTheCallRefused()
    {
        await using var bench = new Bench(Fifty(), With(Position.NodePool));
        List<string> asked = [];
        _lets = (_, node) =>
        {
            asked.Add(node!.Address);
            return false;
        };

        (await CallPipeline.RunAsync(bench.Call())).ShouldBe(Outcome.Refused);

        asked.ShouldBe(bench.Version().Nodes.Select(static node => node.Address), ignoreOrder: true);
    }

    [Fact]
    public async Task NodeGate_RefusesMany_EveryoneElseGetsItsShare()
    {
        await using var bench = new Bench(Fifty(), With(Position.NodePool));
        _lets = (_, node) => Array.IndexOf([.. bench.Version().Nodes], node) is var place && place % 5 == 0;
        var sent = new Dictionary<string, int>();
        for (var i = 0; i < 2_000; i++)
        {
            var call = bench.Call();
            await CallPipeline.RunAsync(call);
            sent[call.Nodes.Single()] = sent.GetValueOrDefault(call.Nodes.Single()) + 1;
        }

        sent.Count.ShouldBe(10);
        // 200 each, give or take four standard deviations.
        sent.Values.ShouldAllBe(static count => count > 140 && count < 260);
    }

    [Fact]
    public async Task NodeGate_RefusesManyAndTheAttemptFails_TheRetryGoesToTheOtherOneWithRoom()
    {
        await using var bench = new Bench(Fifty("retry: { attempts: 2, backoff: { base: 0s } }"), With(Position.NodePool));
        for (var i = 0; i < 20; i++)
        {
            _lets = (_, node) => node == bench.Node(3) || node == bench.Node(41);
            var call = bench.Call();
            call.OnAttempt = (_, _) => new(call.Attempts == 1 ? Outcome.Failed(FailureKind.Connect) : Outcome.Answered(200));

            (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();

            call.Nodes.ShouldBe([bench.Node(3).Address, bench.Node(41).Address], ignoreOrder: true);
        }
    }

    [Fact]
    public async Task NodeGate_RefusesTheNearNodes_TheFarOnesAreLeftForLast()
    {
        await using var bench = new Bench(Zones, With(Position.NodePool), zone: "near");
        _lets = (_, node) => node!.Plan.Zone == "far" || node == bench.Node(8);

        for (var i = 0; i < 50; i++)
        {
            var call = bench.Call();
            (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();
            call.Nodes.ShouldBe([bench.Node(8).Address], "one near node has room");
        }
    }

    [Fact]
    public async Task NodeGates_RefuseAll_TheGatesOfTheVersionAreLeft()
    {
        await using var bench = new Bench(slices: With(Position.Breaker, Position.NodePool));
        _lets = static (position, _) => position != Position.NodePool;
        var call = bench.Call();

        (await CallPipeline.RunAsync(call)).ShouldBe(Outcome.Refused);

        call.Refusal!.Error.ShouldBe(Error);
        _seen[^1].ShouldBe("leave Breaker Refused");
        _seen.Count(static one => one.StartsWith("enter NodePool", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Gates_CallerGoesInTheQueue_IsCancelledAndNothingHeld()
    {
        await using var bench = new Bench(slices: With(Position.Breaker));
        var call = bench.Call();
        call.Gone = true;

        (await CallPipeline.RunAsync(call)).Kind.ShouldBe(OutcomeKind.Cancelled);

        _seen.ShouldBe(["enter Breaker", "leave Breaker Refused"]);
    }

    private static string Fifty(string retry = "retry: { attempts: 1 }") => Many(Enumerable.Range(0, 50).Select(static i => $"\"http://127.0.0.1:{2000 + i}\""), retry);

    /// <summary>Nine near nodes and nine far ones, in turns.</summary>
    private static string Zones => Many(
        Enumerable.Range(0, 18).Select(static i => $"{{ url: \"http://127.0.0.1:{2000 + i}\", zone: {(i % 2 == 0 ? "near" : "far")} }}"), "retry: { attempts: 1 }");

    private static string Many(IEnumerable<string> nodes, string retry) => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ {{string.Join(", ", nodes)}} ] } }, health: { eject: none } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 2s, {{retry}} }
        """;

    private IReadOnlyList<ISlice> With(params Position[] positions) =>
        [.. Slices.All, .. positions.Select(position => new Slice(new Gate(position, this)))];

    private sealed class Slice(Gate gate) : ISlice, IGateSlice
    {
        public string Id => gate.Position.ToString();

        public int Principle => 1;

        public string Title => Id;

        public IEnumerable<AttemptGate> Compile(ServicePlan plan, VersionState version, CompileContext context) => [gate];

        public Snapshot Snapshot(SliceContext context) => new(Id, []);

        public void Instrument(Meter meter, Func<SliceContext?> now)
        {
        }
    }

    private sealed class Gate(Position position, AttemptGateTests test) : AttemptGate
    {
        public override Position Position => position;

        public override bool TryEnter(Call call, Attempt attempt, VersionModel version, NodeModel? node)
        {
            var isIn = test._atOnce(position) && test._lets(position, node);
            if (isIn) test._seen.Add($"at once {position}");
            return isIn;
        }

        public override ValueTask<Verdict> EnterAsync(Call call, Attempt attempt, VersionModel version, NodeModel? node, bool mayWait)
        {
            test._seen.Add($"enter {position}{(node is null ? "" : " of a node")}");
            return new(test._lets(position, node)
                ? Verdict.Pass
                : new Verdict(new Refusal(Error, "test", position, ""), TimeSpan.FromSeconds(1), new Measure("in-flight", 3, 2)));
        }

        public override void Leave(Call call, Attempt attempt, VersionModel version, NodeModel? node, in Outcome outcome, long ended) =>
            test._seen.Add($"leave {position} {outcome.Kind}");
    }
}
