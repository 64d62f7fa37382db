using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>Learns from every finished attempt. Never called for an attempt that its caller cancelled.</summary>
public abstract class AttemptObserver
{
    /// <param name="call">The call; do not keep it.</param>
    /// <param name="node">Where the attempt went.</param>
    /// <param name="outcome">Success or failure.</param>
    /// <param name="ended">Timestamp of the call's clock.</param>
    public abstract void Observe(Call call, NodeModel node, in Outcome outcome, long ended);
}
