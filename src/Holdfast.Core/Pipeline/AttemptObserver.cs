namespace Holdfast.Core.Pipeline;

/// <summary>Learns from every finished attempt. Never called for an attempt that its caller cancelled.</summary>
public abstract class AttemptObserver
{
    /// <param name="call">The call; do not keep it.</param>
    /// <param name="attempt">Where it went and since when; do not keep it.</param>
    /// <param name="outcome">Success or failure.</param>
    /// <param name="ended">Timestamp of the call's clock.</param>
    public abstract void Observe(Call call, Attempt attempt, in Outcome outcome, long ended);

    /// <summary>
    /// An attempt has been in flight for far longer than is normal for its interface, and has no answer yet: evidence
    /// before any time-out. Told once an attempt; when another attempt then answers first, this one is not observed.
    /// </summary>
    /// <param name="now">Timestamp of the call's clock.</param>
    public virtual void Late(Call call, Attempt attempt, long now)
    {
    }

    /// <summary>
    /// Another attempt of the call was answered first, and this one was ended. That is no evidence of a failure; only of how
    /// long it had waited already. Told instead of <see cref="Observe"/>.
    /// </summary>
    /// <param name="now">Timestamp of the call's clock.</param>
    public virtual void Outrun(Call call, Attempt attempt, long now)
    {
    }
}
