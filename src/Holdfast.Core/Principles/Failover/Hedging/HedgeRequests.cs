namespace Holdfast.Core.Principles.Failover.Hedging;

/// <summary>Which requests may be on their way to two nodes at once.</summary>
public enum HedgeRequests
{
    /// <summary>Those that change nothing.</summary>
    Safe,

    /// <summary>Also those whose repetition changes nothing more: PUT, DELETE, and what carries a key.</summary>
    Idempotent,
}
