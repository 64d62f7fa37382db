using System.Diagnostics.Metrics;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;

namespace Holdfast.Core.Tests.Pipeline;

public sealed class InboundStageTests
{
    private readonly List<string> _seen = [];

    [Fact]
    public async Task Stages_AllPass_AreLeftInReverseOrder()
    {
        await using var bench = new Bench(slices: With(Position.Isolation, Position.Limits));

        await CallPipeline.RunAsync(bench.Call());

        _seen.ShouldBe(["enter Limits", "enter Isolation", "leave Isolation Success", "leave Limits Success"]);
    }

    [Fact]
    public async Task Stages_OnePassesAtOnce_IsNotAskedForAVerdictAndIsLeft()
    {
        await using var bench = new Bench(slices: With(Position.Isolation, Position.Limits));
        var call = bench.Call();
        call.Headers["at-once"] = nameof(Position.Limits);

        await CallPipeline.RunAsync(call);

        _seen.ShouldBe(["at once Limits", "enter Isolation", "leave Isolation Success", "leave Limits Success"]);
    }

    [Fact]
    public async Task Stages_OneRefuses_OnlyThoseBeforeAreLeft()
    {
        await using var bench = new Bench(slices: With(Position.Isolation, Position.Limits, Position.Overload));
        var call = bench.Call();
        call.Headers["refuse"] = nameof(Position.Limits);

        (await CallPipeline.RunAsync(call)).ShouldBe(Outcome.Refused);

        _seen.ShouldBe(["enter Overload", "enter Limits", "leave Overload Refused"]);
        call.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
        call.Decisions.Kept[0].Position.ShouldBe(Position.Limits);
        call.Nodes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stages_OneAnswers_NoNodeIsAsked()
    {
        await using var bench = new Bench(slices: With(Position.Cache, Position.Limits));
        var call = bench.Call();
        call.Headers["answer"] = nameof(Position.Cache);

        (await CallPipeline.RunAsync(call)).Status.ShouldBe((ushort)203);

        _seen.ShouldBe(["enter Limits", "enter Cache", "leave Limits Success"]);
        call.Answer!.Status.ShouldBe(203);
        call.Decisions.Kept[0].ShouldBe(new Decision(Position.Cache, "test-answer", "interfaces.i.test"));
        call.Nodes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stages_CallerGoesInTheQueue_IsCancelled()
    {
        await using var bench = new Bench(slices: With(Position.Limits));
        var call = bench.Call();
        call.Headers["refuse"] = nameof(Position.Limits);
        call.Gone = true;

        (await CallPipeline.RunAsync(call)).Kind.ShouldBe(OutcomeKind.Cancelled);
    }

    [Fact]
    public async Task Stages_AttemptThrows_AreLeftAllTheSame()
    {
        await using var bench = new Bench(slices: With(Position.Limits));
        var call = bench.Call();
        call.OnAttempt = (_, _) => throw new InvalidOperationException("a bug of the host");

        await Should.ThrowAsync<InvalidOperationException>(async () => await CallPipeline.RunAsync(call));

        _seen.Count.ShouldBe(2);
        call.Interface!.State.InFlight.ShouldBe(0);
    }

    private IReadOnlyList<ISlice> With(params Position[] positions) =>
        [.. Slices.All, .. positions.Select(position => new Slice(position, _seen))];

    private sealed class Slice(Position position, List<string> seen) : ISlice, IInboundSlice
    {
        public string Id => position.ToString();

        public int Principle => 1;

        public string Title => Id;

        public IEnumerable<InboundStage> Compile(InterfacePlan plan, ServiceModel service, CompileContext context) => [new Stage(position, seen)];

        public Snapshot Snapshot(SliceContext context) => new(Id, []);

        public void Instrument(Meter meter, Func<SliceContext?> now)
        {
        }
    }

    private sealed class Stage(Position position, List<string> seen) : InboundStage
    {
        private static readonly KnownError Error = new("HF4999", "refused by a test", "", "") { Status = 429 };

        public override Position Position => position;

        public override bool TryEnter(Call call)
        {
            var passes = call.TryGetHeader("at-once", out var who) && who == position.ToString();
            if (passes) seen.Add($"at once {position}");
            return passes;
        }

        public override ValueTask<Verdict> EnterAsync(Call call)
        {
            seen.Add($"enter {position}");
            if (call.TryGetHeader("answer", out var by) && by == position.ToString())
                return new(Verdict.AnswerWith(new StoredAnswer(203, [], default), "test-answer", "interfaces.i.test"));
            return new(call.TryGetHeader("refuse", out var who) && who == position.ToString()
                ? new Verdict(new Refusal(Error, "test", position, ""), TimeSpan.FromSeconds(7))
                : Verdict.Pass);
        }

        public override void Leave(Call call, in Outcome outcome) => seen.Add($"leave {position} {outcome.Kind}");
    }
}
