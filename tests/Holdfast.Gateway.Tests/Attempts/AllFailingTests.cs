using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Attempts;

/// <summary>Every node fails every request, while breaker, second attempts, retries and ejection are all at work.</summary>
public sealed class AllFailingTests
{
    private const int Calls = 300;
    private const int AtOnce = 16;
    private const int FurtherMax = Calls / 5;
    private const string Retries = "timeout: 30s, retry: { attempts: 4, per-try: 60ms, backoff: { base: 1ms, cap: 2ms }, hedge: { after: 20ms, at-most: 0.1 } }";

    public static TheoryData<string> Kinds => new("unavailable", "reset", "hang");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Service_FailsWholly_SeesFarFewerRequestsThanCallersSend(string kind)
    {
        await using var four = await NodeFour.StartAsync(Script(kind), "breaker: { minimum-calls: 20, open: 30s }", Retries);

        var answers = await four.GetAsync(Calls, AtOnce);

        answers.ShouldAllBe(static answer => answer.Status >= 500);
        // What opens it, what was on its way by then, and what the budget lets follow that.
        four.Heads.ShouldBeLessThan(Calls / 3);
        four.Scene.Gateway.Server.Runtime.Signals.Kept().ShouldContain(static signal => signal.Name == "breaker-opened");
    }

    /// <summary>Where the breaker refuses nothing, it is the budget that holds.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Service_FailsWhollyAndTheBreakerOnlyWatches_SeesAFifthMoreAtTheMost(string kind)
    {
        await using var four = await NodeFour.StartAsync(
            Script(kind), "breaker: { minimum-calls: 20, open: 30s, observe: true }, retry-budget: { ratio: 0.2, at-least: 0 }", Retries);

        var answers = await four.GetAsync(Calls, AtOnce);

        answers.ShouldAllBe(static answer => answer.Status >= 500);
        four.Heads.ShouldBeLessThanOrEqualTo(Calls + FurtherMax);
        // One whose connection takes longer than an attempt may, on a busy machine, was made and reached no node.
        if (kind != "hang") ((double)four.Heads).ShouldBeGreaterThanOrEqualTo(Calls * 1.05);
        (four.Hedges + four.Retries).ShouldBeGreaterThanOrEqualTo((int)(Calls * 0.05));
        if (kind == "hang") four.Hedges.ShouldBeGreaterThan(0);
        (four.Hedges + four.Retries).ShouldBeLessThanOrEqualTo(FurtherMax);
    }

    private static OriginScript Script(string kind) => kind switch
    {
        "unavailable" => OriginAnswers.Status(503, "sick"),
        "reset" => OriginAnswers.Reset,
        _ => OriginAnswers.Never,
    };
}
