using Holdfast.Core.Pipeline;
using Holdfast.Core.Telemetry.Why;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Telemetry.Why;

/// <summary>Which calls are kept, and which make room for which.</summary>
public sealed class WhyLogTests
{
    private static readonly Outcome Good = Outcome.Answered(200);
    private static readonly Outcome Bad = Outcome.Failed(FailureKind.Reset);

    [Fact]
    public async Task Keep_FloodOfRefusalsOfOneInterface_LeavesTheOnlyOneOfAnother()
    {
        await using var scene = new WhyScene();
        var only = await scene.SendAsync("/j", Bad);
        var nowhere = await scene.SendAsync("/nowhere", Good);

        for (var i = 0; i < 10 * WhyLog.RecordsOfOneMax; i++) await scene.SendAsync("/i", Good, static call => call.Length = 5_000);

        scene.Report(only).Interface.ShouldBe("j");
        scene.Report(nowhere).Interface.ShouldBeNull();
        scene.Log.Last("i", 1_000, all: false).Count.ShouldBe(WhyLog.RecordsOfOneMax);
    }

    [Fact]
    public async Task Keep_MoreSuccessesThanPlaces_ARefusalStays()
    {
        await using var scene = new WhyScene();
        var refused = await scene.SendAsync("/i", Good, static call => call.Length = 5_000);

        for (var i = 0; i < 3 * WhyLog.RecordsOfOneMax; i++)
        {
            await scene.SendAsync("/i", Good);
            await scene.SendAsync("/i", Good, FailsFirst);
        }

        scene.Report(refused).Told!.Decision.ShouldBe("too-large");
    }

    [Fact]
    public async Task Keep_NoPlaceLeft_FailuresTakeThoseOfSuccessesFirst()
    {
        await using var scene = new WhyScene();
        for (var i = 0; i < WhyLog.RecordsOfOneMax - 1; i++) await scene.SendAsync("/i", Good);
        var helped = await scene.SendAsync("/i", Good, FailsFirst);
        scene.Log.Last("i", 100, all: true).Count.ShouldBe(WhyLog.RecordsOfOneMax);

        for (var i = 0; i < WhyLog.RecordsOfOneMax - 1; i++) await scene.SendAsync("/i", Good, static call => call.Length = 5_000);
        scene.Report(helped).Attempts.Count.ShouldBe(2);

        await scene.SendAsync("/i", Good, static call => call.Length = 5_000);
        scene.Log.Of(helped).ShouldBeEmpty();
        scene.Log.Last("i", 100, all: true).ShouldAllBe(report => report.Outcome == "refused");
    }

    [Theory]
    [InlineData(Position.HotKeys, WhyRank.Ordinary)]
    [InlineData(Position.Cache, WhyRank.Ordinary)]
    [InlineData(Position.Limits, WhyRank.Helped)]
    [InlineData(Position.Retry, WhyRank.Helped)]
    public async Task RankOf_AnsweredWithADecision_IsOrdinaryWhereVeryManyAreAlike(Position position, WhyRank rank)
    {
        await using var bench = new Bench();
        using var call = bench.Call();
        call.Record(position, "decided", "interfaces.i");

        WhyLog.RankOf(call, Good).ShouldBe(rank);
        WhyLog.RankOf(call, Bad).ShouldBe(WhyRank.Failed);
    }

    [Fact]
    public async Task Wants_OrdinaryCallsOfOneObject_OneInAThousand()
    {
        await using var scene = new WhyScene();
        using var call = scene.Bench.Call();

        var wanted = Enumerable.Range(0, (10 * WhyLog.SampledOf) - 1).Count(_ => WhyLog.Wants(call, Good));

        wanted.ShouldBe(10);
        WhyLog.Wants(call, Bad).ShouldBeTrue();
        WhyLog.Wants(call, Outcome.Refused).ShouldBeTrue();
        WhyLog.Wants(call, Outcome.Cancelled(began: false)).ShouldBeFalse();
    }

    [Fact]
    public async Task Last_SeveralKept_NewestFirstAndOnlyThoseThatMatter()
    {
        await using var scene = new WhyScene();
        var first = await scene.SendAsync("/j", Bad);
        await scene.SendAsync("/j", Good);
        var second = await scene.SendAsync("/j", Bad);

        scene.Log.Last("j", 10, all: false).Select(static report => report.TraceId).ShouldBe([second, first]);
        scene.Log.Last("j", 10, all: true).Count.ShouldBe(3);
        scene.Log.Last(null, 1, all: false).ShouldHaveSingleItem();
        scene.Log.Last("other", 10, all: true).ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_ManyMoreInterfaces_KeepsWhatMattersMost()
    {
        await using var scene = new WhyScene();
        var refused = await scene.SendAsync("/i", Good, static call => call.Length = 5_000);
        for (var i = 0; i < WhyLog.RecordsOfOneMax; i++) await scene.SendAsync("/i", Good, FailsFirst);
        var more = string.Concat(Enumerable.Range(0, 2_000).Select(static i => $"\n  m{i}: {{ match: {{ path: \"/m{i}\" }}, service: s }}"));

        scene.Bench.Publish(WhyScene.TwoInterfaces + more);

        scene.Log.Last("i", 100, all: true).Count.ShouldBe(WhyLog.PlacesFor(2_003));
        scene.Report(refused).Told!.Decision.ShouldBe("too-large");
    }

    [Fact]
    public async Task Apply_InterfaceGone_TakesItsCallsAlong()
    {
        await using var scene = new WhyScene();
        var trace = await scene.SendAsync("/j", Bad);

        scene.Bench.Publish(WhyScene.TwoInterfaces.Replace("  j: {", "  k: {", StringComparison.Ordinal));

        scene.Log.Of(trace).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, 64)]
    [InlineData(64, 64)]
    [InlineData(65, 32)]
    [InlineData(10_000, 1)]
    public void PlacesFor_Shelves_TogetherWithinTheBound(int shelves, int places)
    {
        WhyLog.PlacesFor(shelves).ShouldBe(places);
        (shelves * places).ShouldBeLessThanOrEqualTo(Math.Max(WhyLog.RecordsMax, shelves));
    }

#if !DEBUG
    [Fact]
    public async Task Keep_PlacesUsedBefore_AllocatesNothing()
    {
        await using var scene = new WhyScene();
        using var call = scene.Bench.Call();
        call.Target = "/i";
        call.Length = 5_000;
        var outcome = await CallPipeline.RunAsync(call);
        var told = new WhyTold(WhyScene.Trace(1), call.Refusal, 413);
        Keep(WhyLog.RecordsOfOneMax);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Keep(10_000);

        // The runtime accounts in pieces of 8 KB.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16_384);

        void Keep(int times)
        {
            for (var i = 0; i < times; i++) scene.Log.Keep(call, outcome, told);
        }
    }

    [Fact]
    public void Record_Filled_IsWithinItsStatedSize()
    {
        const int Records = 1_000;
        var made = new WhyRecord[Records];
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < Records; i++) made[i] = new WhyRecord();

        var strings = 2 * (WhyRecord.PathMax + 32) + 100;
        ((GC.GetAllocatedBytesForCurrentThread() - before) / Records + strings).ShouldBeLessThan(3_072);
        GC.KeepAlive(made);
    }
#endif

    private static void FailsFirst(Holdfast.Core.Tests.Pipeline.FakeCall call) =>
        call.OnTry = static (attempt, _) => new(attempt.Number == 1 ? Outcome.Failed(FailureKind.Connect) : Good);
}
