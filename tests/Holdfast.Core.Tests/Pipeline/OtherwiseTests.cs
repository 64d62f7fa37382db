using System.Diagnostics.Metrics;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;

namespace Holdfast.Core.Tests.Pipeline;

public sealed class OtherwiseTests
{
    private static readonly Outcome BrokenOff = Outcome.BrokenOff(200);

    public static TheoryData<Outcome, bool> Cases => new()
    {
        { Outcome.Failed(FailureKind.Connect), true },
        { Outcome.Failed(FailureKind.Status), true },
        { Outcome.Answered(200), false },
        { BrokenOff, false },
        { Outcome.Cancelled(began: false), false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Otherwise_ByOutcome_AnswersOnlyWhatFailedUnanswered(Outcome outcome, bool answers)
    {
        await using var bench = new Bench(slices: [.. Slices.All.Where(static slice => slice is not IOtherwiseSlice), new Slice()]);
        var call = bench.Call();
        call.OnAttempt = (_, _) => new(outcome);

        (await CallPipeline.RunAsync(call)).ShouldBe(answers ? Outcome.Answered(203) : outcome);

        (call.Answer is not null).ShouldBe(answers);
    }

    [Fact]
    public async Task Otherwise_NothingToSay_FailureStands()
    {
        await using var bench = new Bench(slices: [.. Slices.All.Where(static slice => slice is not IOtherwiseSlice), new Slice { IsSilent = true }]);
        var call = bench.Call();
        call.OnAttempt = static (_, _) => new(Outcome.Failed(FailureKind.Connect));

        (await CallPipeline.RunAsync(call)).Failure.ShouldBe(FailureKind.Connect);
    }

    private sealed class Slice : OtherwisePolicy, ISlice, IOtherwiseSlice
    {
        public bool IsSilent { get; init; }

        public string Id => "otherwise-test";

        public int Principle => 8;

        public string Title => Id;

        public OtherwisePolicy? Compile(
            InterfacePlan plan, IReadOnlyDictionary<string, ServiceModel> services, Func<ServiceModel, InterfaceModel> standIn, CompileContext context) => this;

        public override async ValueTask<Outcome?> AnswerAsync(Call call, Outcome outcome) =>
            IsSilent ? null : await call.AnswerAsync(new StoredAnswer(203, [], default));

        public Snapshot Snapshot(SliceContext context) => new(Id, []);

        public void Instrument(Meter meter, Func<SliceContext?> now)
        {
        }
    }
}
