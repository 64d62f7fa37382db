using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Limits.Overload;

internal static class OverloadErrors
{
    public static readonly KnownError Shed = new(
        "HF4030", "There are more calls than the service can answer; this one is not among those that are answered now.",
        "What is asked of an overloaded service beyond what it can do makes it answer nobody in time. So the least critical calls are refused first, and among their like some users for a while rather than everybody now and then.",
        "Wait for as long as 'Retry-After' says. 'holdfast status' and the signals say since when and how much; give the service more room, or say with 'criticality' what matters.") { Status = 503 };

    public static readonly KnownError NoPlace = new(
        "HF4031", "The service has as many calls as it can answer at once, and none ended in time.",
        "A call that would wait longer than 'overload.wait' of the service is refused, or displaced by a more critical one: a long queue makes all calls late and serves no more of them.",
        "Wait for as long as 'Retry-After' says. Where it is refused though the service has room, look at 'overload.max' and at what the signals say of the limit.") { Status = 503 };

    public static readonly KnownError Bounds = new(
        "HF2240", "Limits that contradict each other",
        "The limit starts, and stays, between the lowest and the highest.",
        "Make 'min' at most 'start', and 'start' at most 'max'.",
        "overload: { min: 4, start: 100, max: 400 }");

    public static readonly KnownError WaitBeyondTimeout = new(
        "HF2241", "Calls that wait for longer than they may take",
        "All the time of a call would be gone before the service is asked.",
        "Shorten 'wait', or lengthen 'timeout' of the interface.",
        "timeout: 2s                  # of the interface\noverload: { wait: 100ms }    # of its service");

    public static IReadOnlyList<KnownError> All { get; } = [Shed, NoPlace, Bounds, WaitBeyondTimeout];
}
