namespace Holdfast.Core.Pipeline;

/// <summary>One principle's say on a request before a backend is asked. Compiled for one interface and one revision.</summary>
/// <remarks>Shared by all calls of the interface: what belongs to one call lives in the call.</remarks>
public abstract class InboundStage
{
    public abstract Position Position { get; }

    /// <summary>Its place among the stages of its interface.</summary>
    internal int Place { get; set; }

    /// <summary>Whether it would pass every call on now and keep nothing.</summary>
    public virtual bool IsIdle => false;

    /// <summary>Asked first. Nearly every call is passed on at once, and a verdict, which has room for a refusal, costs several times what most stages do.</summary>
    /// <returns>True: it is passed on, as by <see cref="EnterAsync"/>. False: nothing has come of it; that is to be asked.</returns>
    public virtual bool TryEnter(Call call) => IsIdle;

    /// <summary>Asked where <see cref="TryEnter"/> did not pass the call on. Completes at once unless the stage queues the call; must then end when the call's deadline does.</summary>
    public abstract ValueTask<Verdict> EnterAsync(Call call);

    /// <summary>Whether it is to be told when an answer begins; most have nothing to do then, and cost nothing for it.</summary>
    public virtual bool HearsAnswers => false;

    /// <summary>
    /// Told when the head of a node's answer is there, of the service or of one that stands in for it, before anything of it
    /// goes to the caller; where the call then comes to its end before the stage is left, or after.
    /// </summary>
    /// <param name="head">Success or failure, as the head says.</param>
    public virtual void AnswerBegan(Call call, in Outcome head)
    {
    }

    /// <summary>Called once for every call that this stage passed on, in reverse order, however the call ended.</summary>
    public virtual void Leave(Call call, in Outcome outcome)
    {
    }

    /// <summary>What this stage needs when the call leaves it, e.g. the pool that it was let into; null: nothing.</summary>
    protected void Keep(Call call, object? what) => call.Kept[Place] = what;

    /// <inheritdoc cref="Keep"/>
    protected object? Kept(Call call) => call.Kept[Place];
}
