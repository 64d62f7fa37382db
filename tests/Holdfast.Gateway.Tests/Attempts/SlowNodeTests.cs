using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Attempts;

/// <summary>One node of four becomes slow, and nothing may eject it: who meets it first is answered by another.</summary>
public sealed class SlowNodeTests
{
    private const int Calls = 600;
    private const int LearnedFrom = 600;

    /// <summary>Counts only: whoever gets the slow node's answer has waited for it, whatever the machine is doing.</summary>
    [Fact]
    public async Task Get_Hedged_OneInAHundredWaitsForTheSlowNodeAtTheMost()
    {
        await using var four = await NodeFour.StartAsync(
            OriginAnswers.Ok, "health: { eject: none }", "timeout: 60s, retry: { late: none, hedge: { after: p95, at-most: 0.1 } }");
        await four.GetAsync(LearnedFrom, atOnce: 4);
        await Eventually.HoldsAsync(() => four.Target.Retry.HedgeAfter != Timeout.InfiniteTimeSpan, "the gateway knows its percentile");
        // The one that was asked most, so that it will be asked.
        four.Origins.MaxBy(static origin => origin.Heads.Count)!.Script = async (exchange, stop) =>
        {
            await exchange.ReadBodyAsync(stop);
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, stop);
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow", stop);
        };

        var answers = await four.GetAsync(Calls, atOnce: 4);

        answers.ShouldAllBe(static answer => answer.Status == 200);
        // The 99th percentile is another node's.
        answers.Count(static answer => answer.Body == "slow").ShouldBeLessThanOrEqualTo(Calls / 100);
        four.Hedges.ShouldBeGreaterThan(0);
        (four.Heads - LearnedFrom - Calls).ShouldBeInRange(1, ((LearnedFrom + Calls) / 10) + 1);
    }
}
