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

    /// <summary>Its active probe fails.</summary>
    Probe = 2,

    /// <summary>Ejected on the evidence of calls.</summary>
    Ejected = 4,

    /// <summary>The reasons that panic passes over. Whatever an operator withholds stays withheld.</summary>
    Health = Probe | Ejected,
}
