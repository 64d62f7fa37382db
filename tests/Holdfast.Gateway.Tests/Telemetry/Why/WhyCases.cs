using Holdfast.Core.Commands;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Gateway.Tests.Telemetry.Why;

/// <summary>Every kind of refusal and failure that there is: a row each.</summary>
internal static class WhyCases
{
    private const string Everything = "  everything:";
    private const string Origin = "  origin:";

    public static IReadOnlyList<WhyCase> All { get; } =
    [
        new("no-route", "match", 404)
        {
            Plan = static plan => plan with { Interfaces = ["only: { match: { path: /known }, service: origin }"] },
            Line = "interfaces:",
        },
        new("too-large", "match", 413)
        {
            Plan = static plan => plan with { Interface = "max-body: 10B" },
            Method = HttpMethod.Post,
            Body = new StringContent("more than ten bytes"),
            Line = Everything,
            NotReached = "attempt",
        },
        new("no-healthy-node", "balance", 503)
        {
            Before = DrainAsync,
            Plan = static plan => plan with { Service = "health: { panic: none }" },
            Line = Origin,
            Measure = "usable-nodes",
            NotReached = "attempt",
        },
        new("connect-failed", "attempt", 502)
        {
            Plan = Dead,
            Outcome = "failure",
            Line = Origin,
            Attempts = ["connect"],
        },
        new("reset", "attempt", 502)
        {
            Node = OriginAnswers.Reset,
            Plan = Once,
            Outcome = "failure",
            Line = Origin,
            Attempts = ["reset"],
        },
        new("malformed-answer", "attempt", 502)
        {
            Node = OriginAnswers.CloseAfter("SSH-2.0-OpenSSH_9.2\r\n"),
            Plan = Once,
            Outcome = "failure",
            Line = Origin,
            Attempts = ["protocol"],
        },
        new("attempt-timeout", "retry", 504)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Interface = "timeout: 60s, retry: { attempts: 1, per-try: 500ms }" },
            Outcome = "failure",
            Line = Everything,
            Measure = "attempt_ms",
            Attempts = ["attempt-timeout"],
        },
        new("deadline", "deadline", 504)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Interface = "timeout: 50ms" },
            Outcome = "failure",
            Line = Everything,
            Measure = "elapsed_ms",
            Attempts = ["deadline"],
        },
        new("breaker-open", "breaker", 503)
        {
            Node = OriginAnswers.Status(500),
            Plan = static plan => Once(plan) with { Service = "breaker: { failure-ratio: none, consecutive-failures: 2, open: 60s }" },
            Before = static scene => AskAsync(scene, times: 2),
            Line = Origin,
            Measure = "failures-in-a-row",
            NotReached = "balance",
        },
        new("limit-rate", "limits", 429)
        {
            Plan = static plan => plan with { Interface = "limit: { rate: 1/h }" },
            Before = static scene => AskAsync(scene, times: 1),
            Line = Everything,
            Measure = "tokens",
            NotReached = "attempt",
        },
        new("limit-concurrency", "limits", 429)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Interface = "timeout: 60s, limit: { concurrency: 1 }" },
            Before = HoldAsync,
            Line = Everything,
            Measure = "in-flight",
            NotReached = "attempt",
        },
        new("isolation-full", "isolation", 503)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Interface = "timeout: 60s, isolate: { concurrency: 1 }" },
            Before = HoldAsync,
            Line = Everything,
            Measure = "in-flight",
            NotReached = "attempt",
        },
        new("pool-full", "pool", 503)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Service = "pool: { concurrency: 1 }", Interface = "timeout: 60s" },
            Before = HoldAsync,
            Line = Origin,
            Measure = "in-flight",
            NotReached = "balance",
        },
        new("overload-no-place", "pool", 503)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Service = "overload: { min: 1, start: 1, max: 1, queue: 0 }", Interface = "timeout: 60s" },
            Before = HoldAsync,
            Line = Origin,
            Measure = "in-flight",
            NotReached = "balance",
        },
        new("otherwise-answer", "otherwise", 200)
        {
            Plan = static plan => Dead(plan) with { Interface = "retry: { attempts: 1 }, otherwise: { answer: { body: \"[]\" } }" },
            Outcome = "substituted",
            Line = Everything,
            Attempts = ["connect"],
            IsTold = false,
        },
        new("retry", "retry", 200)
        {
            Node = OriginAnswers.InTurn(OriginAnswers.Reset, OriginAnswers.Ok),
            Plan = static plan => plan with { Interface = "retry: { attempts: 2 }" },
            Outcome = "success",
            Line = Everything,
            Measure = "wait_ms",
            Attempts = ["reset", "success"],
            IsTold = false,
        },
        new("status", "", 500)
        {
            Node = OriginAnswers.Status(500, "the service's own words"),
            Plan = Once,
            Outcome = "failure",
            Attempts = ["status"],
            IsTold = false,
        },
    ];

    private static PlanText Once(PlanText plan) => plan with { Interface = "retry: { attempts: 1 }" };

    private static PlanText Dead(PlanText plan) => Once(plan) with { Nodes = [new Uri($"http://127.0.0.1:{Ports.Free()}")] };

    private static Task DrainAsync(Scene scene)
    {
        var result = scene.Gateway.Server.Runtime.Commands.Execute(
            "failover", "drain", new Dictionary<string, string> { [CommandOrder.ByField.Name] = "test" },
            new Dictionary<string, string> { ["service"] = "origin", ["node"] = scene.Plan.Nodes[0].Authority, ["force"] = "true" });
        result.Change.ShouldNotBeNull(result.Text);
        return Task.CompletedTask;
    }

    private static async Task AskAsync(Scene scene, int times)
    {
        for (var i = 0; i < times; i++)
            using (await scene.Client().GetAsync(new Uri("/", UriKind.Relative), Scene.Cancellation)) { }
        // An answer is out before it is evidence.
        await scene.CountsAsync("everything");
    }

    /// <summary>A call is on its way, and stays there.</summary>
    private static async Task HoldAsync(Scene scene)
    {
        _ = scene.Client().GetAsync(new Uri("/", UriKind.Relative), Scene.Cancellation);
        await Eventually.HoldsAsync(() => scene.Gateway.Server.Runtime.Plan!.Services["origin"].Live.Nodes[0].State.InFlight == 1, "a call is on its way");
    }
}
