using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits.Overload.Waiting;

/// <summary>How long is waited. Pure.</summary>
/// <remarks>
/// Controlled delay (Nichols and Jacobson 2012), in the form that Facebook gave it: a queue that was empty lately holds a
/// burst, and is let be; one that stands is held short, and its newest are served first, for they are still wanted.
/// </remarks>
public static class WaitPatience
{
    private const int StandingDivisor = 8;
    private const double OfCritical = 10;
    private const int StandingOfCritical = 25;

    /// <param name="wait">As the plan says, in ticks.</param>
    /// <param name="nonEmptyFor">For how long there has been a queue of calls that matter as much or more, in ticks.</param>
    /// <param name="isShedding">Whether calls are refused before they queue: then more than can be served comes all the time.</param>
    public static bool IsStanding(Criticality criticality, long wait, long nonEmptyFor, bool isShedding) =>
        criticality == Criticality.Critical ? nonEmptyFor > StandingOfCritical * wait : isShedding || nonEmptyFor > wait;

    /// <returns>In ticks.</returns>
    public static long Of(Criticality criticality, long wait, bool isStanding) =>
        isStanding ? Math.Max(1, wait / StandingDivisor) : criticality == Criticality.Critical ? (long)(OfCritical * wait) : wait;
}
