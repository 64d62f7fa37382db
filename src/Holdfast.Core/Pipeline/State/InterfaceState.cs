using Holdfast.Core.Evidence;

namespace Holdfast.Core.Pipeline.State;

/// <summary>What is known of an interface, across every revision that names it.</summary>
public sealed class InterfaceState(string name) : OwnedState
{
    public string Name { get; } = name;

    public CallMeter Meter { get; } = new();

    /// <summary>Calls on their way now.</summary>
    public int InFlight => Meter.InFlight;

    internal void Began() => Meter.Begin();

    /// <summary>A call that counts for nobody.</summary>
    internal void Ended() => Meter.Leave();

    /// <param name="taken">See <see cref="CallMeter.Add"/>.</param>
    internal void Ended(OutcomeKind kind, TimeSpan taken) => Meter.Add(kind, taken);
}
