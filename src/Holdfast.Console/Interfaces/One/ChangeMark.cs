using Holdfast.Core.Signals;

namespace Holdfast.WebConsole.Interfaces.One;

/// <summary>Something that was changed, where the numbers can be seen to follow from it.</summary>
/// <param name="Words">What, in a few words.</param>
public sealed record ChangeMark(DateTimeOffset At, string Words)
{
    /// <summary>More of them hide the lines.</summary>
    private const int MarksMax = 30;

    /// <summary>Revisions, and what happened to the interface or to the service that answers it; oldest first.</summary>
    internal static IReadOnlyList<ChangeMark> Of(IEnumerable<Signal> signals, string name, string service, DateTimeOffset since) =>
    [
        .. signals.Where(signal => signal.At >= since && IsAbout(signal, name, service))
            .TakeLast(MarksMax).Select(static signal => new ChangeMark(signal.At, signal.Subject.Length == 0 ? signal.Text : $"{signal.Name}: {signal.Text}")),
    ];

    private static bool IsAbout(Signal signal, string name, string service) =>
        signal.Slice == "plan" || IsBelow(signal.Subject, $"interfaces.{name}") || IsBelow(signal.Subject, $"services.{service}");

    private static bool IsBelow(string subject, string path) =>
        subject.StartsWith(path, StringComparison.Ordinal) && (subject.Length == path.Length || subject[path.Length] is '.' or '[');
}
