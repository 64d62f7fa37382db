namespace Holdfast.Core.Pipeline.State;

/// <summary>Why a node gets no traffic. Several may hold at once; each belongs to one decider, who alone lifts it.</summary>
[Flags]
public enum Withheld
{
    None = 0,

    /// <summary>Its active probe fails.</summary>
    Probe = 1,

    /// <summary>Ejected on the evidence of calls.</summary>
    Ejected = 2,

    /// <summary>The reasons that panic passes over. Whatever an operator withholds stays withheld.</summary>
    Health = Probe | Ejected,
}
