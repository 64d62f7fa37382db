using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Queue;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Async;

/// <summary>Tells once that the queue is away, and once that it is back, however many come upon it.</summary>
internal sealed class QueueNews(SignalLog signals)
{
    private int _isAway;

    public bool IsAway => Volatile.Read(ref _isAway) == 1;

    public static QueueNews Of(CompileContext context) => Of(context.State, context.Signals);

    public static QueueNews Of(RuntimeState state, SignalLog signals) => state.Own(static signals => new QueueNews(signals), signals);

    public void Away(QueueException fault)
    {
        if (Interlocked.Exchange(ref _isAway, 1) == 0) signals.Publish(AsyncSignals.Slice, "queue-away", "", $"{fault.Known.Id}: {fault.Message}");
    }

    public void Back()
    {
        if (Interlocked.Exchange(ref _isAway, 0) == 1) signals.Publish(AsyncSignals.Slice, "queue-back", "", "calls are accepted for later again");
    }
}
