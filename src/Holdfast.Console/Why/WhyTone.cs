using Holdfast.Core.Telemetry.Why;

namespace Holdfast.WebConsole.Why;

/// <summary>How a call ended, and what a stage did, as a class.</summary>
internal static class WhyTone
{
    public static string Class(WhyReport report) => report.Outcome switch
    {
        "success" => "good",
        "substituted" or "cancelled" => "warn",
        _ => "bad",
    };

    public static string Class(WhyReport report, WhyStep step) => step.Decision switch
    {
        "passed" or "not reached" => "idle",
        _ when step.Decision == report.Told?.Decision => "bad",
        _ => "warn",
    };
}
