namespace Holdfast.Core.Pipeline;

/// <summary>Says whether, when and how often a call is tried again.</summary>
public abstract class RetryPolicy
{
    /// <summary>Longest time of one attempt; <see cref="Timeout.InfiniteTimeSpan"/>: only the deadline binds it.</summary>
    public abstract TimeSpan PerTry { get; }

    /// <summary>Nearly all calls are answered within this; <see cref="Timeout.InfiniteTimeSpan"/> while it is not known what is normal.</summary>
    public abstract TimeSpan Usual { get; }

    /// <summary>
    /// In flight for longer than this without an answer, an attempt is late; <see cref="Timeout.InfiniteTimeSpan"/> while it
    /// is not known what is normal, or where waiting is to be no evidence.
    /// </summary>
    public abstract TimeSpan LateAfter { get; }

    /// <summary>
    /// In flight for longer than this without an answer, an attempt may get another beside it; <see cref="Timeout.InfiniteTimeSpan"/>:
    /// never, or not while it is not known what is normal.
    /// </summary>
    public abstract TimeSpan HedgeAfter { get; }

    /// <summary>A call makes its first attempt: calls that are refused before it bring nothing to the budget.</summary>
    public abstract void Began();

    /// <summary>An attempt that was allowed to follow another is made.</summary>
    public abstract void Retried();

    /// <summary>An attempt that was allowed to follow another is refused by a gate: it gives back what was taken for it.</summary>
    public abstract void NotMade();

    /// <summary>Whether, by what it is, the request of a call may reach a node more than once.</summary>
    public abstract Repeatability Of(Call call);

    /// <summary>Whether the body of a call is to be held until the answer begins, so that it can be sent again.</summary>
    public abstract bool WantsBodyHeld(Call call);

    /// <summary>Whether a call may, by what it is, be on its way to two nodes at once. Asked before the host has made it ready: whether it can is known when it waits.</summary>
    public abstract bool MayBeTwice(Call call);

    /// <summary>Whether it is worth while to wait for a mark that many calls pass: what bounds second attempts has room for one now. Takes nothing.</summary>
    public abstract bool HasRoomToHedge { get; }

    /// <summary>Whether the first attempt of a call may go to a node that is likely to fail: what becomes of it there is made good elsewhere, and soon. Takes nothing from the budget.</summary>
    public abstract bool MayFindOut(Call call);

    /// <summary>Whether a call whose attempt waits may be tried elsewhere at once. Takes from the budget when it may.</summary>
    public abstract bool MayHedge(Call call);

    /// <summary>Whether another attempt may follow one that failed. Takes from the budget when it may.</summary>
    /// <param name="left">What is left of the call's time: no wait is as long as that.</param>
    /// <param name="wait">How long to wait before it.</param>
    public abstract bool TriesAgain(Call call, Attempt attempt, in Outcome outcome, TimeSpan left, out TimeSpan wait);
}
