namespace Holdfast.Core.Pipeline.State;

/// <summary>
/// Why a node gets no traffic. Several may hold at once; each belongs to one decider, who alone lifts it. Of several the
/// one with the lowest number stands for the node.
/// </summary>
[Flags]
public enum Withheld
{
    None = 0,

    /// <summary>An operator drains it. Nothing but an operator, or a restart, lifts that.</summary>
    Drained = 1,

    /// <summary>Its name stands for no address: there is nowhere to send a call to.</summary>
    Unresolved = 2,

    /// <summary>Its active probe fails.</summary>
    Probe = 4,

    /// <summary>Ejected on the evidence of calls.</summary>
    Ejected = 8,

    /// <summary>A degradation plan that is entered drains it.</summary>
    GivenUp = 16,

    /// <summary>The reasons that panic passes over. What an operator withholds, and what has no address, stays withheld.</summary>
    Health = Probe | Ejected,
}
