using Holdfast.Core.Discovery;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Discovery;

/// <summary>A process that stands before one service without a plan, and calls that it sees.</summary>
internal static class ObservedBench
{
    public static Bench New()
    {
        var bench = new Bench(publish: false, observed: new Uri("http://127.0.0.1:1001"));
        DirectPlan.TryMake("http://127.0.0.1:1001", out var plan).ShouldBeNull();
        bench.Runtime.Publish(bench.Runtime.Prepare(plan!, ""));
        return bench;
    }

    /// <summary>As a host has it: seen when it comes, counted and kept when it has ended.</summary>
    public static async Task CallAsync(Bench bench, string path, int status, int tookMs, long bodyBytes = 0, string method = "GET")
    {
        using var call = bench.Call();
        (call.Target, call.Verb) = (path, method);
        call.OnAttempt = async (_, _) =>
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(tookMs));
            await Task.CompletedTask;
            return Outcome.Answered(status);
        };
        bench.Runtime.Observed!.Enter(call);
        var outcome = await CallPipeline.RunAsync(call);
        bench.Runtime.Observed.Leave(call, outcome, bodyBytes);
        bench.Runtime.Recent.Add(call, outcome);
    }
}
