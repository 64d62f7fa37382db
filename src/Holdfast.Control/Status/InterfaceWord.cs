using Holdfast.Core.Telemetry;

namespace Holdfast.Control.Status;

/// <summary>How an interface does, as a sign.</summary>
/// <param name="Rank">What hurts more has the lower one.</param>
public readonly record struct InterfaceWord(char Sign, Tone Tone, int Rank)
{
    /// <summary>Refusing some calls is a decision; refusing this share of them is not serving.</summary>
    private const double RefusingRatio = 0.5;

    /// <param name="isServed">Whether the service has a node that calls are sent to.</param>
    public static InterfaceWord Of(InterfaceStatus target, bool isServed) => target switch
    {
        { FailureRatio: >= StatusReport.FailingRatio } or { RefusedRatio: >= RefusingRatio } => new('x', Tone.Bad, 0),
        _ when !isServed => new('x', Tone.Bad, 0),
        { FailureRatio: > 0 } or { RefusedRatio: > 0 } => new('!', Tone.Warning, 1),
        { FailureRatio: null } => new('-', Tone.Faint, 2),
        _ => new('+', Tone.Good, 2),
    };
}
