namespace Holdfast.Core.Pipeline;

/// <summary>One principle's say on a request before a backend is asked. Compiled for one interface and one revision.</summary>
/// <remarks>Shared by all calls of the interface: what belongs to one call lives in the call.</remarks>
public abstract class InboundStage
{
    public abstract Position Position { get; }

    /// <summary>Asked once. Completes at once unless the stage queues the call; must then end when the call's deadline does.</summary>
    public abstract ValueTask<Verdict> EnterAsync(Call call);

    /// <summary>Called once for every call that this stage passed on, in reverse order, however the call ended.</summary>
    public virtual void Leave(Call call, in Outcome outcome)
    {
    }
}
