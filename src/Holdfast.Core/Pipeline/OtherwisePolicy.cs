namespace Holdfast.Core.Pipeline;

/// <summary>What answers in the backend's place. Compiled for one interface and one revision.</summary>
public abstract class OtherwisePolicy
{
    /// <summary>
    /// Asked when a call was refused or has failed, nothing has gone to its caller, and the caller is still there. All
    /// stages have been left by then.
    /// </summary>
    /// <returns>How answering went; null: it stays with the refusal or failure.</returns>
    public abstract ValueTask<Outcome?> AnswerAsync(Call call, Outcome outcome);
}
