using Holdfast.Testing;

namespace Holdfast.Gateway.Tests.Telemetry.Why;

/// <summary>Requests that a degradation plan has given up: the report leads to the step.</summary>
internal static class GivenUpCases
{
    public static IReadOnlyList<WhyCase> All { get; } =
    [
        Case("degraded-off", "answer: off", "", "HF4093", "left_seconds"),
        Case("degraded-stale-miss", "answer: stale", "cache: {}", "HF4094", "left_seconds"),
        Case("degraded-share", "share: 0.000001", "", "HF4095", "place"),
    ];

    private static WhyCase Case(string decision, string step, string fields, string error, string measure) => new(decision, "degradation", 503)
    {
        Plan = plan => plan with { Interface = fields, Sections = [$"degradation: {{ sale: {{ level-1: [ {{ interface: everything, {step} }} ] }} }}"] },
        Before = static scene =>
        {
            scene.Order("levels", "enter", ("plan", "sale"));
            return Task.CompletedTask;
        },
        Line = "degradation:",
        Measure = measure,
        Error = error,
        NotReached = "attempt",
    };
}
