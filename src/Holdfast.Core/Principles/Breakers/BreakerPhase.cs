namespace Holdfast.Core.Principles.Breakers;

/// <summary>Where a breaker stands by itself, whatever an operator says.</summary>
public enum BreakerPhase
{
    /// <summary>Calls pass, and are judged.</summary>
    Closed,

    /// <summary>Calls are refused until its time is over.</summary>
    Open,

    /// <summary>A growing share of the calls passes, and is judged.</summary>
    HalfOpen,
}
