namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>How the next node is chosen.</summary>
public enum BalancePolicy
{
    /// <summary>Of two drawn by weight, the one whose answer is likely to begin sooner.</summary>
    PeakEwma,

    /// <summary>Of two drawn by weight, the one with fewer calls on their way.</summary>
    LeastRequest,

    /// <summary>In turn, by weight.</summary>
    RoundRobin,

    /// <summary>Drawn by weight.</summary>
    Random,

    /// <summary>By a key of the request.</summary>
    Hash,
}
