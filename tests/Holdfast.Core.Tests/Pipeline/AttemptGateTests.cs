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
