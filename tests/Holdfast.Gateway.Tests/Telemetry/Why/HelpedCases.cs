using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Telemetry.Why;

/// <summary>Requests for which something was done, or would have been, had there been anything left to do it with.</summary>
internal static class HelpedCases
{
    private const string Everything = "  everything:";
    private const string Origin = "  origin:";

    /// <summary>Of one call in a hundred, and no minimum: a first call has nothing.</summary>
    private const string NoBudget = "retry-budget: { ratio: 0.01, at-least: 0 }";

    private static readonly OriginScript HangsOnce = OriginAnswers.InTurn(OriginAnswers.Never, OriginAnswers.Ok);

    public static IReadOnlyList<WhyCase> All { get; } =
    [
        new("retry-over-budget", "retry", 502)
        {
            Node = OriginAnswers.Reset,
            Plan = static plan => plan with { Service = NoBudget, Interface = "retry: { attempts: 2 }" },
            Outcome = "failure",
            Line = Origin,
            Measure = "budget-left",
            Bound = 1,
            Told = "reset",
            Error = "HF4005",
            Attempts = ["reset"],
        },
        new("hedge-over-budget", "retry", 504)
        {
            Node = OriginAnswers.Never,
            Others = [OriginAnswers.Never],
            Plan = static plan => plan with { Service = NoBudget, Interface = "timeout: 300ms, retry: { attempts: 2, hedge: { after: 10ms, at-most: none } }" },
            Outcome = "failure",
            Line = Origin,
            Measure = "budget-left",
            Bound = 1,
            Told = "deadline",
            Error = "HF4007",
            Attempts = ["deadline"],
        },
        // One in ten seconds is always made: the second is one too many.
        new("hedge-over-limit", "retry", 504)
        {
            Node = OriginAnswers.Never,
            Others = [OriginAnswers.Never],
            Plan = static plan => plan with { Interface = "timeout: 300ms, retry: { attempts: 2, hedge: { after: 10ms, at-most: 0.01 } }" },
            Before = static scene => scene.AskAsync(times: 1),
            Outcome = "failure",
            Line = Everything,
            Measure = "budget-left",
            Bound = 1,
            Told = "deadline",
            Error = "HF4007",
            Attempts = ["deadline"],
        },
        new("hedge", "retry", 200)
        {
            // One script for both nodes: the first request hangs, wherever it goes.
            Node = HangsOnce,
            Others = [HangsOnce],
            Plan = static plan => plan with { Interface = "timeout: 60s, retry: { attempts: 2, hedge: { after: 10ms } }" },
            Outcome = "success",
            Line = Everything,
            Measure = "waited_ms",
            Bound = 10,
            Attempts = ["cancelled", "success"],
            IsTold = false,
        },
        new("otherwise-stale", "otherwise", 200)
        {
            Node = OriginAnswers.InTurn(OriginAnswers.Status(200, "good", "Cache-Control: max-age=10\r\nAge: 100\r\n"), OriginAnswers.Reset),
            Plan = static plan => plan with { Interface = "retry: { attempts: 1 }, cache: {}, otherwise: { stale: { max-age: 1h } }" },
            Before = static scene => scene.AskAsync(times: 1, "/some/path?secret=word"),
            Outcome = "substituted",
            Line = Everything,
            Measure = "age_seconds",
            Bound = 10,
            Attempts = ["reset"],
            IsTold = false,
        },
        new("service-failed", "attempt", 200)
        {
            Title = "an answer that says it failed, and a substitute",
            Node = OriginAnswers.Status(500),
            Plan = static plan => plan with { Interface = "retry: { attempts: 1 }, otherwise: { answer: { body: \"[]\" } }" },
            Outcome = "substituted",
            Line = Origin,
            Measure = "status",
            Attempts = ["status"],
            IsTold = false,
        },
    ];
}
