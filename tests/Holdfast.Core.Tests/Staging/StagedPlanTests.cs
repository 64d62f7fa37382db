using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Staging;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Staging;

/// <summary>Two plans at once over one state, and what is concluded from how their calls end.</summary>
public sealed class StagedPlanTests : IAsyncDisposable
{
    private const string Live = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } }, health: { eject: none } }
        interfaces:
          i: { match: { path: "/i" }, service: s, timeout: 2s, retry: { attempts: 1 } }
          j: { match: { path: "/j" }, service: s, timeout: 2s, retry: { attempts: 1 } }
        """;

    private readonly Bench _bench = new(Live);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Calls_UnderBothPlans_ShareNodesAndCountsAndAreTheirOwnPlansOtherwise()
    {
        var staged = Stage("timeout: 1s");

        staged.Model.Versions.Single().ShouldBeSameAs(_bench.Plan.Versions.Single());
        staged.Model.Interfaces["i"].State.ShouldBeSameAs(_bench.Plan.Interfaces["i"].State);
        (staged.Model.Interfaces["i"].Deadline.Total, _bench.Plan.Interfaces["i"].Deadline.Total).ShouldBe((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
        var call = await CallAsync("/i", Outcome.Answered(200), isStaged: true);
        call.Plan.Revision.Number.ShouldBe(7);
        _bench.Plan.Interfaces["i"].State.Meter.Read().Successes.ShouldBe(1);
    }

    [Fact]
    public void Requests_WhileAPlanIsStaged_AreItsByChanceAndByItsShare()
    {
        Stage("timeout: 1s", share: 0.1);

        Enumerable.Range(0, 10_000).Count(_ => _bench.Runtime.Draw()!.Revision.Number == 7).ShouldBeInRange(900, 1_100);
    }

    [Fact]
    public void Publication_WhileAPlanIsStaged_EndsThat()
    {
        Stage("timeout: 1s");

        _bench.Publish(Live.Replace("timeout: 2s", "timeout: 3s", StringComparison.Ordinal));

        _bench.Runtime.Staged.ShouldBeNull();
    }

    [Fact]
    public async Task Failures_UnderItAlone_AreFoundAndSaidOnce()
    {
        var staged = Stage("timeout: 1s");
        for (var n = 0; n < 20; n++)
        {
            await CallAsync("/i", Outcome.Answered(200), isStaged: false);
            await CallAsync("/i", Outcome.Failed(FailureKind.Reset), isStaged: true);
        }

        staged.Worse.IsCompletedSuccessfully.ShouldBeTrue();
        (await staged.Worse).ShouldContain("calls under it failed, and 0 of");
        (staged.Judge.Staged.Failed, staged.Judge.Rest).ShouldBe((20, new StageSide(20, 0, 0, 0)));
    }

    [Fact]
    public async Task Refusals_UnderItAlone_AreFound()
    {
        var staged = Stage("max-body: 1KB, timeout: 2s");
        for (var n = 0; n < 20; n++)
        {
            await CallAsync("/i", Outcome.Answered(200), isStaged: false, static call => call.Length = 2_000);
            await CallAsync("/i", Outcome.Answered(200), isStaged: true, static call => call.Length = 2_000);
        }

        staged.Judge.Verdict.ShouldNotBeNull().ShouldContain("were refused");
    }

    [Fact]
    public async Task Slowness_UnderItAlone_IsFound()
    {
        for (var n = 0; n < 200; n++) await CallAsync("/i", Outcome.Answered(200), isStaged: false, milliseconds: 10);
        var staged = Stage("timeout: 1s");
        for (var n = 0; n < 30; n++)
        {
            await CallAsync("/i", Outcome.Answered(200), isStaged: false, milliseconds: 10);
            await CallAsync("/i", Outcome.Answered(200), isStaged: true, milliseconds: 100);
        }

        staged.Judge.Verdict.ShouldNotBeNull().ShouldContain("were slow");
    }

    [Fact]
    public async Task Calls_OfInterfacesThatItDoesNotTouch_AreNoEvidence()
    {
        var staged = Stage("timeout: 1s");
        for (var n = 0; n < 50; n++) await CallAsync("/j", Outcome.Failed(FailureKind.Reset), isStaged: true);

        (staged.Judge.Verdict, staged.Judge.Staged.Calls).ShouldBe((null, 0));
    }

    /// <summary>They were given to no side: long ones that end badly now would all count for the live plan.</summary>
    [Fact]
    public async Task Calls_ThatBeganBeforeIt_AreNoEvidence()
    {
        var before = await CallAsync("/i", Outcome.Failed(FailureKind.Reset), isStaged: false);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        var staged = Stage("timeout: 1s");

        staged.Hear(before, Outcome.Failed(FailureKind.Reset));

        staged.Judge.Rest.Calls.ShouldBe(0);
    }

    /// <summary>Two thousand stages of plans that are no worse, one call in a hundred failing: fewer than one in a hundred is taken back.</summary>
    [Fact]
    public void Stages_OfPlansThatAreNoWorse_AreTakenBackInFewerThanOneInAHundred()
    {
        var random = new SplitMixRandom(12);

        var alarms = Enumerable.Range(0, 2_000).Count(_ =>
        {
            var judge = new StageJudge(0.1, 0.01);
            for (var n = 0; n < 5_000 && judge.Verdict is null; n++)
            {
                var (isStaged, chance) = (random.NextDouble() < 0.1, random.NextDouble());
                judge.Hear(isStaged, chance < 0.01 ? OutcomeKind.Failure : chance < 0.02 ? OutcomeKind.Refused : OutcomeKind.Success, random.NextDouble() < 0.05);
            }

            return judge.Verdict is not null;
        });

        alarms.ShouldBeLessThan(20);
    }

    private StagedPlan Stage(string fields, double share = 0.5)
    {
        var draft = Bench.Read(Live.Replace("service: s, timeout: 2s, retry: { attempts: 1 } }\n  j", $"service: s, {fields}, retry: {{ attempts: 1 }} }}\n  j", StringComparison.Ordinal));
        var scope = StageScope.Of(_bench.Plan.Plan, draft);
        scope.WhyNot.ShouldBeNull();
        var staged = _bench.Runtime.PrepareStage(draft, "07", 7, scope, share, 0.01, new SplitMixRandom(3));
        _bench.Runtime.Stage(staged);
        return staged;
    }

    private async Task<FakeCall> CallAsync(string path, Outcome outcome, bool isStaged, Action<FakeCall>? arrange = null, int milliseconds = 0)
    {
        var call = _bench.Call();
        if (isStaged) call.Plan = _bench.Runtime.Staged!.Model;
        call.Target = path;
        arrange?.Invoke(call);
        call.OnTry = (attempt, _) =>
        {
            _bench.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            if (outcome.IsSuccess) call.Accepts(attempt, outcome);
            return new(outcome);
        };
        var ended = await CallPipeline.RunAsync(call);
        _bench.Runtime.Staged?.Hear(call, ended);
        return call;
    }
}
