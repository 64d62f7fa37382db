namespace Holdfast.Core.Principles.Breakers.Manual;

/// <summary>What an operator can have a breaker do.</summary>
public enum BreakerMode
{
    /// <summary>Refuse everything.</summary>
    ForcedOpen,

    /// <summary>Refuse nothing, and judge nothing.</summary>
    ForcedClosed,

    /// <summary>Judge and tell, and refuse nothing.</summary>
    Observe,
}
