namespace Holdfast.Core.Principles.Balancing;

/// <summary>How the next node is chosen.</summary>
public enum BalancePolicy
{
    /// <summary>In turn, by weight.</summary>
    RoundRobin,
}
