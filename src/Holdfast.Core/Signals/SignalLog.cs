using System.Collections.Immutable;

namespace Holdfast.Core.Signals;

/// <summary>The newest signals, and whoever wants to hear of them as they come.</summary>
public sealed class SignalLog(TimeProvider time)
{
    /// <summary>Older signals are dropped.</summary>
    public const int KeptMax = 1_000;

    private readonly Lock _gate = new();
    private readonly Queue<Signal> _kept = new();
    private ImmutableArray<Action<Signal>> _listeners = [];

    /// <summary>Signals published so far, the dropped ones too.</summary>
    public long Published { get; private set; }

    public void Publish(string slice, string name, string subject, string text)
    {
        var signal = new Signal(time.GetUtcNow(), slice, name, subject, text);
        ImmutableArray<Action<Signal>> listeners;
        lock (_gate)
        {
            if (_kept.Count == KeptMax) _kept.Dequeue();
            _kept.Enqueue(signal);
            Published++;
            listeners = _listeners;
        }

        foreach (var listener in listeners) listener(signal);
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Signal> Kept()
    {
        lock (_gate) return [.. _kept];
    }

    /// <param name="listener">Called by the publishing thread: must be quick and must not throw.</param>
    public void Listen(Action<Signal> listener)
    {
        lock (_gate) _listeners = _listeners.Add(listener);
    }
}
