using Holdfast.Core.Telemetry.Why;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Why;

/// <summary>Every kept call of a trace, newest first; none: it is not kept.</summary>
public sealed record WhyTraceView(string TraceId, IReadOnlyList<WhyReport> Reports)
{
    internal static ValueTask<WhyTraceView?> ReadAsync(Visit visit)
    {
        var asked = visit.Named("trace");
        return new(TraceText.Find(asked) is { } trace && trace.Length == asked.Length
            ? new WhyTraceView(trace, visit.Subject.Runtime.Why.Of(trace))
            : null);
    }
}
