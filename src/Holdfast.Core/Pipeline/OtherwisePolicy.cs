using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>What answers in the backend's place. Compiled for one interface and one revision.</summary>
public abstract class OtherwisePolicy
{
    /// <summary>The interface before other services, where it may be sent to some: a host makes them ready as it does the interface.</summary>
    public virtual IReadOnlyList<InterfaceModel> StandIns => [];

    /// <summary>
    /// Asked when a node answers that it failed, no other attempt will be made, and nothing of the answer has gone to the
    /// caller: whether there is something better to answer with. True: the call fails unanswered, and <see cref="AnswerAsync"/> is asked.
    /// </summary>
    public virtual bool Replaces(Call call, in Outcome head) => false;

    /// <summary>
    /// Asked when a call was refused or has failed, nothing has gone to its caller, and the caller is still there. All
    /// stages have been left by then.
    /// </summary>
    /// <returns>How answering went; null: it stays with the refusal or failure.</returns>
    public abstract ValueTask<Outcome?> AnswerAsync(Call call, Outcome outcome);
}
