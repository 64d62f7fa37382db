using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>Why a call has no answer, in the words of a plan.</summary>
internal static class SubstituteMachine
{
    /// <param name="refusal">What the caller would be told; decides where the call was refused.</param>
    /// <returns>None where nothing may stand in: the request itself was wrong, its caller went, or it was answered.</returns>
    public static SubstituteCauses CauseOf(in Outcome outcome, Refusal? refusal) => outcome.Kind switch
    {
        OutcomeKind.Failure => outcome.Failure switch
        {
            FailureKind.Connect => SubstituteCauses.Connect,
            FailureKind.Reset or FailureKind.Truncated => SubstituteCauses.Reset,
            FailureKind.AttemptTimeout or FailureKind.Deadline => SubstituteCauses.Timeout,
            FailureKind.Status => SubstituteCauses.Status,
            FailureKind.Protocol => SubstituteCauses.Broken,
            _ => SubstituteCauses.None,
        },
        OutcomeKind.Refused => refusal?.Position switch
        {
            Position.Overload or Position.Limits or Position.Isolation or Position.ServiceLimit or Position.Pool or Position.NodePool =>
                SubstituteCauses.Limit,
            Position.Breaker => SubstituteCauses.Breaker,
            Position.Cache => OfWaiting(refusal.Decision),
            Position.Balance => SubstituteCauses.NoNode,
            _ => SubstituteCauses.None,
        },
        _ => SubstituteCauses.None,
    };

    /// <summary>Of a call that waited for another's answer.</summary>
    private static SubstituteCauses OfWaiting(string decision) => decision switch
    {
        "coalesce-timeout" => SubstituteCauses.Timeout,
        "coalesce-failed" => SubstituteCauses.Reset,
        _ => SubstituteCauses.None,
    };

    /// <summary>Whether the request may go to another service after what became of it.</summary>
    /// <param name="attempts">Attempts made so far: none, and nothing was sent.</param>
    public static bool MaySendElsewhere(int attempts, SubstituteCauses cause, Repeatability repeatability, bool canBodyBeRepeated)
    {
        if (attempts == 0) return true;
        return canBodyBeRepeated && (cause == SubstituteCauses.Connect || repeatability != Repeatability.Once);
    }
}
