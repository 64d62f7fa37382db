using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits.Overload.Waiting;

/// <summary>Those who waited and are idle: under overload calls wait by the hundred a second, and none of them is to cost memory.</summary>
/// <remarks>As many as ever waited at once, and no more than the queue holds. Asked only where there is no place.</remarks>
internal sealed class WaitingCalls
{
    private readonly Lock _gate = new();
    private WaitingCall? _idle;

    public WaitingCall Take(Call call)
    {
        WaitingCall? taken;
        lock (_gate)
        {
            taken = _idle;
            _idle = taken?.Next;
        }

        taken ??= new WaitingCall();
        taken.Next = null;
        taken.For(call);
        return taken;
    }

    /// <summary>It has been told, or was never in the line: nobody knows of it any more.</summary>
    public void GiveBack(WaitingCall one)
    {
        one.For(null);
        lock (_gate)
        {
            one.Next = _idle;
            _idle = one;
        }
    }
}
