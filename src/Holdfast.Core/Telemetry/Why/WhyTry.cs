using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Telemetry.Why;

/// <summary>An attempt as it is kept: of the node its names alone, so that no revision lives on for it.</summary>
/// <param name="After">From the arrival of the call until it began.</param>
internal readonly record struct WhyTry(
    int Number, string Service, string Version, string Node, bool IsHedge, bool IsLate, TimeSpan After, TimeSpan Took, Outcome Outcome)
{
    public static WhyTry Of(in AttemptNote note, Call call)
    {
        var state = note.Node.State;
        return new WhyTry(
            note.Number, state.Version.Service, state.Version.Name, state.Address, note.IsHedge, note.IsLate,
            call.Time.GetElapsedTime(call.Started, note.Started), call.Time.GetElapsedTime(note.Started, note.Ended), note.Outcome);
    }
}
