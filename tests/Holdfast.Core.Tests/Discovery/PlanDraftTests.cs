using CsCheck;
using Holdfast.Core.Discovery;
using Holdfast.Core.Discovery.Drafting;
using Holdfast.Core.DryRuns;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Breakers;
using Holdfast.Core.Principles.Dependencies;
using Holdfast.Core.Principles.Isolation;
using Holdfast.Core.Principles.Limits;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Discovery;

/// <summary>A plan made of what was seen is a good plan, and lets pass what was seen.</summary>
public sealed class PlanDraftTests
{
    /// <summary>A call: which of some paths, after how long a pause, answered how and how late, with how long a body.</summary>
    private static readonly Gen<(int Path, int PauseMs, int Status, int TookMs, int Bytes)> AnyCall = Gen.Select(
        Gen.Frequency((4, Gen.Const(3)), (1, Gen.Int[0, 14])), Gen.Frequency((100, Gen.Const(0)), (3, Gen.Int[1, 900]), (1, Gen.Int[900, 3_000])), Gen.Frequency((20, Gen.OneOf(Gen.Const(200), Gen.Const(201), Gen.Const(204), Gen.Const(302), Gen.Const(404))), (1, Gen.OneOf(Gen.Const(500), Gen.Const(503)))),
        Gen.Frequency((200, Gen.Const(0)), (20, Gen.Int[0, 400]), (1, Gen.Int[400, 50_000])), Gen.Frequency((5, Gen.Const(0)), (1, Gen.Int[1, 20_000_000])),
        static (path, pause, status, took, bytes) => (path, pause, status, took, bytes));

    [Fact]
    public Task Of_AnyTraffic_IsAGoodPlanThatLetsItPass() => AnyCall.Array[0, 400].SampleAsync(async calls =>
    {
        await using var bench = ObservedBench.New();
        foreach (var (path, pause, status, took, bytes) in calls)
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(pause));
            await ObservedBench.CallAsync(bench, PathOf(path), status, took, bytes, path % 5 == 0 ? "POST" : "GET");
        }

        var seen = bench.Runtime.Observed!.Report(bench.Runtime.Recent);
        var plan = Bench.Read(PlanDraft.Of(seen).Text);

        foreach (var path in seen.Paths.Where(static path => path.Calls >= PlanDraft.CallsMin))
        {
            var made = plan.Interfaces[path.Name];
            (made.Match.Path, made.Match.Methods).ShouldSatisfyAllConditions(match => match.Path.ShouldBe(path.Path), match => match.Methods.ShouldBe([path.Method]));
            made.Sections.Get(TimeoutPlan.Timeout).TotalSeconds.ShouldBeGreaterThan(path.LongestSeconds);
            made.Sections.Get(IsolatePlan.Field)[0].Concurrency.ShouldBeGreaterThanOrEqualTo((int)path.AtOncePeak);
            if (path.BodyBytesMax > 0) made.BodyBytesMax!.Value.ShouldBeGreaterThan(path.BodyBytesMax);
        }

        var report = DryRun.Run(bench.Runtime.Recent, bench.Plan.Plan, plan, bench.Runtime.Slices, bench.Time, observed: bench.Runtime.Observed);
        (report.Refused, report.NotJudged, report.WithoutInterface).ShouldBe((0, 0, 0));
        report.Calls.ShouldBeInRange(Math.Min(1, calls.Length), calls.Length);
    }, iter: 40);

    /// <summary>No second had more than half of them, and yet all came within a tenth: the worst that a busiest second can hide.</summary>
    [Fact]
    public async Task Of_BurstsOnBothSidesOfASecond_LetsAllOfThemPass()
    {
        await using var bench = ObservedBench.New();
        bench.Time.Advance(TimeSpan.FromMilliseconds(950));
        for (var n = 0; n < 50; n++) await ObservedBench.CallAsync(bench, "/orders", 200, 0);
        bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        for (var n = 0; n < 50; n++) await ObservedBench.CallAsync(bench, "/orders", 200, 0);

        var text = PlanDraft.Of(bench.Runtime.Observed!.Report(bench.Runtime.Recent)).Text;
        var report = DryRun.Run(bench.Runtime.Recent, bench.Plan.Plan, Bench.Read(text), bench.Runtime.Slices, bench.Time, observed: bench.Runtime.Observed);

        text.ShouldContain("busiest second 50");
        (report.Calls, report.Refused).ShouldBe((100, 0));
    }

    /// <summary>The dry run asks the interfaces of the draft, not the one that all calls had when they came.</summary>
    [Fact]
    public async Task DryRun_OfADraftMadeStricter_RefusesByItsInterfaces()
    {
        await using var bench = ObservedBench.New();
        for (var n = 0; n < 40; n++) await ObservedBench.CallAsync(bench, $"/orders/{n}", 200, 0);
        for (var n = 0; n < 12; n++) await ObservedBench.CallAsync(bench, "/search", 200, 0);
        var text = PlanDraft.Of(bench.Runtime.Observed!.Report(bench.Runtime.Recent)).Text;

        var report = DryRun.Run(
            bench.Runtime.Recent, bench.Plan.Plan, Bench.Read(text.Replace("limit: 80/s", "limit: 30/s", StringComparison.Ordinal)), bench.Runtime.Slices, bench.Time,
            observed: bench.Runtime.Observed);

        (report.Calls, report.Refused, report.RefusedByLive).ShouldBe((52, 10, 0));
        report.Rules.ShouldHaveSingleItem().ShouldBe(new DryRunLine("interfaces.get-orders-id.limit", "get-orders-id", 40, 10, 0));
    }

    [Fact]
    public async Task Of_SomeTraffic_SaysWhatItWasMadeOf()
    {
        await using var bench = ObservedBench.New();
        for (var n = 0; n < 31; n++) await ObservedBench.CallAsync(bench, $"/orders/{n}", n == 0 ? 500 : 200, 20);
        await ObservedBench.CallAsync(bench, "/seldom", 200, 20);
        await ObservedBench.CallAsync(bench, "/never", 404, 20);

        var (text, interfaces) = PlanDraft.Of(bench.Runtime.Observed!.Report(bench.Runtime.Recent));

        interfaces.ShouldBe(1);
        text.ShouldContain("# Drafted from 33 calls seen in");
        text.ShouldContain("""
              get-orders-id:
                # 30 calls, 0 failed; p50 
            """.TrimEnd());
        text.ShouldContain("""    match: { method: GET, path: "/orders/{id}" }""");
        text.ShouldContain("limit: 60/s");
        text.ShouldContain("1 path called fewer than 5 times");
        text.ShouldContain("2 calls of paths that were never answered well");
        Bench.Read(text).Services["backend"].Sections.Get(BreakerPlan.Field).ShouldNotBeNull();
        Bench.Read(text).Interfaces["everything"].Sections.Get(LimitPlan.Field).ShouldBeEmpty();
    }

    /// <summary>Nothing seen is a plan too: what there was before, in writing.</summary>
    [Fact]
    public async Task Of_Nothing_LetsEverythingPass()
    {
        await using var bench = ObservedBench.New();

        Bench.Read(PlanDraft.Of(bench.Runtime.Observed!.Report(bench.Runtime.Recent)).Text).Interfaces.Keys.ShouldBe(["everything"]);
    }

    [Fact]
    public async Task Of_CallsThatFail_DraftsNoBreaker()
    {
        await using var bench = ObservedBench.New();
        for (var n = 0; n < 30; n++) await ObservedBench.CallAsync(bench, "/orders", n % 5 == 1 ? 503 : 200, 20);

        Bench.Read(PlanDraft.Of(bench.Runtime.Observed!.Report(bench.Runtime.Recent)).Text).Services["backend"].Sections.Get(BreakerPlan.Field).ShouldBeNull();
    }

    private static string PathOf(int path) => path switch
    {
        < 4 => $"/orders/{path * 7919}",
        < 8 => $"/orders/{path * 7919}/items",
        < 10 => "/",
        < 12 => "/Search/",
        12 => "/a%C3%A9/x",
        13 => "/.well-known/thing",
        _ => "/orders",
    };
}
