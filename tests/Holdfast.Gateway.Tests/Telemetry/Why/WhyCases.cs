using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Telemetry.Why;

/// <summary>Every kind of refusal and failure that there is: a row each.</summary>
internal static class WhyCases
{
    private const string Everything = "  everything:";
    private const string Origin = "  origin:";

    public static IReadOnlyList<WhyCase> All => [.. Plain, .. WaitingCases.All, .. HelpedCases.All, .. GivenUpCases.All];

    private static IReadOnlyList<WhyCase> Plain { get; } =
    [
        new("no-route", "match", 404)
        {
            Plan = static plan => plan with { Interfaces = ["only: { match: { path: /known }, service: origin }"] },
            Line = "interfaces:",
            Measure = "interfaces",
            Error = "HF4001",
        },
        new("too-large", "match", 413)
        {
            Plan = static plan => plan with { Interface = "max-body: 10B" },
            Method = HttpMethod.Post,
            Body = new StringContent("more than ten bytes"),
            Line = Everything,
            NotReached = "attempt",
            Measure = "body_bytes",
            Error = "HF4008",
        },
        new("no-healthy-node", "balance", 503)
        {
            Before = WhyScene.DrainAsync,
            Plan = static plan => plan with { Service = "health: { panic: none }" },
            Line = Origin,
            Measure = "usable-nodes",
            NotReached = "attempt",
            Error = "HF4003",
        },
        new("connect-failed", "attempt", 502)
        {
            Plan = WhyScene.Dead,
            Outcome = "failure",
            Line = Origin,
            Attempts = ["connect"],
            Measure = "attempt_ms",
            Error = "HF4004",
        },
        new("reset", "attempt", 502)
        {
            Node = OriginAnswers.Reset,
            Plan = WhyScene.Once,
            Outcome = "failure",
            Line = Origin,
            Attempts = ["reset"],
            Measure = "attempt_ms",
            Error = "HF4005",
        },
        new("malformed-answer", "attempt", 502)
        {
            Node = OriginAnswers.CloseAfter("SSH-2.0-OpenSSH_9.2\r\n"),
            Plan = WhyScene.Once,
            Outcome = "failure",
            Line = Origin,
            Attempts = ["protocol"],
            Measure = "attempt_ms",
            Error = "HF4009",
        },
        new("attempt-timeout", "retry", 504)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Interface = "timeout: 60s, retry: { attempts: 1, per-try: 500ms }" },
            Outcome = "failure",
            Line = Everything,
            Measure = "attempt_ms",
            Attempts = ["attempt-timeout"],
            Error = "HF4006",
        },
        new("deadline", "deadline", 504)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Interface = "timeout: 50ms" },
            Outcome = "failure",
            Line = Everything,
            Measure = "elapsed_ms",
            Attempts = ["deadline"],
            Error = "HF4007",
        },
        new("breaker-open", "breaker", 503)
        {
            Node = OriginAnswers.Status(500),
            Plan = static plan => WhyScene.Once(plan) with { Service = "breaker: { failure-ratio: none, consecutive-failures: 2, open: 60s }" },
            Before = static scene => scene.AskAsync(times: 2),
            Line = Origin,
            Measure = "failures-in-a-row",
            NotReached = "balance",
            Error = "HF4035",
        },
        new("limit-rate", "limits", 429)
        {
            Plan = static plan => plan with { Interface = "limit: { rate: 1/h }" },
            Before = static scene => scene.AskAsync(times: 1),
            Line = Everything,
            Measure = "tokens",
            NotReached = "attempt",
            Error = "HF4020",
        },
        new("limit-concurrency", "limits", 429)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Interface = "timeout: 60s, limit: { concurrency: 1 }" },
            Before = static scene => scene.HoldAsync(),
            Line = Everything,
            Measure = "in-flight",
            NotReached = "attempt",
            Error = "HF4021",
        },
        new("isolation-full", "isolation", 503)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Interface = "timeout: 60s, isolate: { concurrency: 1 }" },
            Before = static scene => scene.HoldAsync(),
            Line = Everything,
            Measure = "in-flight",
            NotReached = "attempt",
            Error = "HF4025",
        },
        new("pool-full", "pool", 503)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Service = "pool: { concurrency: 1 }", Interface = "timeout: 60s" },
            Before = static scene => scene.HoldAsync(),
            Line = Origin,
            Measure = "in-flight",
            NotReached = "balance",
            Error = "HF4025",
        },
        new("overload-no-place", "pool", 503)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Service = "overload: { min: 1, start: 1, max: 1, queue: 0 }", Interface = "timeout: 60s" },
            Before = static scene => scene.HoldAsync(),
            Line = Origin,
            Measure = "in-flight",
            NotReached = "balance",
            Error = "HF4031",
        },
        new("otherwise-answer", "otherwise", 200)
        {
            Plan = static plan => WhyScene.Dead(plan) with { Interface = "retry: { attempts: 1 }, otherwise: { answer: { body: \"[]\" } }" },
            Outcome = "substituted",
            Line = Everything,
            Attempts = ["connect"],
            IsTold = false,
            Measure = "attempts",
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
            Plan = WhyScene.Once,
            Outcome = "failure",
            Attempts = ["status"],
            IsTold = false,
        },
    ];
}
