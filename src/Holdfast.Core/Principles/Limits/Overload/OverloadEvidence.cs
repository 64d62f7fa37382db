using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary>What an attempt says of how much the service has to do. Pure.</summary>
internal static class OverloadEvidence
{
    /// <summary>Failed as an overloaded service fails: it counts as very late.</summary>
    public const long Dropped = long.MaxValue;

    /// <summary>No evidence.</summary>
    public const long Nothing = 0;

    private const int TooMany = 429;
    private const int Unavailable = 503;

    /// <param name="outcome">Of the attempt, or as the head of its answer says.</param>
    /// <param name="ended">Timestamp at which it ended, or its answer began.</param>
    /// <returns>How long it took, in ticks of timestamps; less than none, so many as that, where the service turned it away; <see cref="Dropped"/>; <see cref="Nothing"/>.</returns>
    public static long Of(Call call, Attempt attempt, in Outcome outcome, long ended) => outcome.Kind switch
    {
        _ when outcome.Status is TooMany or Unavailable => -Math.Max(1, ended - attempt.Started),
        OutcomeKind.Success => Taken(call, attempt, ended),
        OutcomeKind.Failure => outcome.Failure switch
        {
            FailureKind.AttemptTimeout or FailureKind.Reset => Dropped,
            // What others left of the deadline may have been no time to answer in.
            FailureKind.Deadline => attempt.Number == 1 ? Dropped : Nothing,
            // Nothing was sent: it tells of a node, not of work.
            FailureKind.Connect => Nothing,
            _ => Taken(call, attempt, ended),
        },
        _ => Nothing,
    };

    /// <summary>From sending the request whole; who is answered while still sending says nothing.</summary>
    private static long Taken(Call call, Attempt attempt, long ended)
    {
        var sent = call.RequestSentAt;
        return sent == long.MaxValue ? Nothing : Math.Max(1, ended - Math.Max(sent, attempt.Started));
    }
}
