using Holdfast.Core.Evidence;

namespace Holdfast.Core.Pipeline.State;

/// <summary>What is known of an interface, across every revision that names it.</summary>
public sealed class InterfaceState(string name) : OwnedState
{
    private int _inFlight;

    public string Name { get; } = name;

    public CallMeter Meter { get; } = new();

    /// <summary>Calls on their way now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    internal void Began() => Interlocked.Increment(ref _inFlight);

    internal void Ended() => Interlocked.Decrement(ref _inFlight);
}
