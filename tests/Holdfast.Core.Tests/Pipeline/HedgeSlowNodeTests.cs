using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>One node of four takes 200 ms where the others take 5. Nothing is ejected, nothing is late: what helps is the second attempt.</summary>
/// <remarks>In virtual time, a call each millisecond, so that every figure is exact and no machine is too slow for it.</remarks>
public sealed class HedgeSlowNodeTests
{
    private const int SlowMilliseconds = 200;
    private const int QuickMilliseconds = 5;
    private const int WarmUpCalls = 2_000;
    private const int Calls = 5_000;

    [Fact]
    public async Task Run_WithoutHedging_OneCallInFourIsSlow()
    {
        var (p99, more) = await RunAsync("round-robin", "hedge: none");

        p99.ShouldBe(SlowMilliseconds);
        more.ShouldBe(0);
    }

    [Theory]
    [InlineData("p95")]
    [InlineData("20ms")]
    public async Task Run_Hedged_P99IsUnder40MsForATenthMoreAttempts(string after)
    {
        var (p99, more) = await RunAsync("peak-ewma", $"hedge: {{ after: {after}, at-most: 0.1 }}");

        p99.ShouldBeLessThan(40);
        more.ShouldBeInRange(0.0001, 0.1);
    }

    [Fact]
    public async Task Run_MoreIsSlowThanMayBeMadeTwice_TheShareHolds()
    {
        // In turns a quarter of all calls meets the slow node, and a tenth may be made twice.
        var (p99, more) = await RunAsync("round-robin", "hedge: { after: 20ms, at-most: 0.1 }");

        more.ShouldBe(0.1, 0.005);
        p99.ShouldBe(SlowMilliseconds);
    }

    private static Bench Make(string policy, string retry) => new($$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            balance: { policy: {{policy}} }
            health: { eject: none }
            versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002", "http://127.0.0.1:1003", "http://127.0.0.1:1004" ] } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 2s, retry: { late: none, {{retry}} } }
        """);

    /// <returns>The 99th percentile in milliseconds, and the share of attempts beyond one for each call.</returns>
    private static async Task<(double P99, double More)> RunAsync(string policy, string retry)
    {
        await using var bench = Make(policy, retry);
        var waits = new List<(FakeCall Call, Task<Outcome> Running)>();
        var taken = new List<double>();
        var attempts = 0;
        for (var i = 0; i < WarmUpCalls + Calls; i++)
        {
            var call = bench.Call();
            var isCounted = i >= WarmUpCalls;
            call.OnTry = (attempt, timeIsUp) => TryAsync(bench, call, attempt, isCounted ? taken : null, timeIsUp);
            waits.Add((call, CallPipeline.RunAsync(call).AsTask()));
            bench.Time.Advance(TimeSpan.FromMilliseconds(1));
            Settle();
        }

        for (var i = 0; i < 2 * SlowMilliseconds; i++)
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(1));
            Settle();
        }

        waits.ShouldBeEmpty();
        taken.Count.ShouldBe(Calls);
        taken.Sort();
        return (taken[(int)(0.99 * Calls)], (double)(attempts - WarmUpCalls - Calls) / (WarmUpCalls + Calls));

        // Who was outrun is let go of on a thread of the pool.
        void Settle()
        {
            foreach (var (call, running) in waits.Where(static wait => wait.Call.IsAnswered))
            {
                SpinWait.SpinUntil(() => running.IsCompleted, TimeSpan.FromSeconds(30)).ShouldBeTrue("an answered call ends");
                attempts += call.Attempts;
            }

            waits.RemoveAll(static wait => wait.Call.IsAnswered);
        }
    }

    private static async ValueTask<Outcome> TryAsync(Bench bench, FakeCall call, Attempt attempt, List<double>? taken, CancellationToken timeIsUp)
    {
        var isSlow = attempt.Node.Index == 0;
        await Task.Delay(TimeSpan.FromMilliseconds(isSlow ? SlowMilliseconds : QuickMilliseconds), bench.Time, timeIsUp)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (timeIsUp.IsCancellationRequested) return Outcome.Failed(FailureKind.Reset);
        var head = Outcome.Answered(200);
        if (!call.Accepts(attempt, head)) return head with { Began = false };
        taken?.Add(call.Time.GetElapsedTime(call.Started).TotalMilliseconds);
        return head;
    }
}
