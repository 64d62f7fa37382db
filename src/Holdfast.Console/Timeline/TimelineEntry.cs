namespace Holdfast.WebConsole.Timeline;

/// <summary>Something that happened, or that somebody did.</summary>
/// <param name="Kind"><c>revision</c>, <c>audit</c> or <c>signal</c>.</param>
/// <param name="Name">Stable name of what it was.</param>
/// <param name="Subject">What it was about; empty: nothing in particular.</param>
/// <param name="By">Who did it; empty: the process by itself.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Kind, string Name, string Subject, string By, string Text)
{
    internal const string Revision = "revision";
    internal const string Audit = "audit";
    internal const string Signal = "signal";

    internal static IReadOnlyList<string> Kinds { get; } = [Revision, Audit, Signal];
}
