using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>One principle's say on every attempt, before it is made: of a version as a whole, or of one of its nodes.</summary>
/// <remarks>Shared by all calls under one revision: what belongs to one attempt lives in the attempt.</remarks>
public abstract class AttemptGate
{
    /// <summary>Before <see cref="Position.Balance"/>: asked before a node is picked. After it: asked for each node that is picked.</summary>
    public abstract Position Position { get; }

    /// <summary>Its place among the gates of its version.</summary>
    internal int Place { get; set; }

    /// <summary>Asked first, for the same reason as <see cref="InboundStage.TryEnter"/>.</summary>
    /// <returns>True: the attempt is let in, as by <see cref="EnterAsync"/>. False: nothing has come of it; that is to be asked.</returns>
    public virtual bool TryEnter(Call call, Attempt attempt, VersionModel version, NodeModel? node) => false;

    /// <summary>
    /// Asked where <see cref="TryEnter"/> did not let the attempt in. A refusal before the node is picked ends the attempts of the call: with none made it is
    /// refused, else its last failure stands. A refusal of a node has another one picked.
    /// </summary>
    /// <param name="attempt">The attempt that is to be made; it has not begun, and shows what the one before it was.</param>
    /// <param name="node">Null where the node is not picked yet.</param>
    /// <param name="mayWait">
    /// Whether the call may be queued; it must then end when the call's deadline does, or its caller goes. Else, as for all
    /// hedges and for nodes, it completes at once.
    /// </param>
    /// <returns>Never an answer. Does not throw.</returns>
    public abstract ValueTask<Verdict> EnterAsync(Call call, Attempt attempt, VersionModel version, NodeModel? node, bool mayWait);

    /// <summary>Told once for every attempt that passed, when it has ended, or when it was not made after all.</summary>
    /// <param name="node">As it was when the gate was entered.</param>
    /// <param name="outcome">
    /// Success and failure are evidence. Cancelled: the caller went, or another attempt answered first: evidence of nothing.
    /// Refused: the attempt was not made.
    /// </param>
    /// <param name="ended">Timestamp of the call's clock.</param>
    public abstract void Leave(Call call, Attempt attempt, VersionModel version, NodeModel? node, in Outcome outcome, long ended);

    /// <summary>Told when the head of the attempt's answer is there and is passed on to the caller: before <see cref="Leave"/>, which follows its body.</summary>
    /// <param name="head">Success or failure, as the head says.</param>
    public virtual void AnswerBegan(Call call, Attempt attempt, in Outcome head)
    {
    }

    /// <summary>What this gate needs when the attempt leaves it, e.g. the pool that it was let into; null: nothing.</summary>
    protected void Keep(Attempt attempt, object? what) => attempt.Kept[Place] = what;

    /// <inheritdoc cref="Keep"/>
    protected object? Kept(Attempt attempt) => attempt.Kept[Place];
}
