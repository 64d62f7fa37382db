namespace Holdfast.Core.Principles.Breakers;

/// <summary>Kinds of failure that a breaker can be told to count.</summary>
[Flags]
public enum BreakerFailures
{
    None = 0,

    /// <summary>No connection came about.</summary>
    Connect = 1,

    /// <summary>The connection ended before the answer began.</summary>
    Reset = 2,

    /// <summary>The time of the attempt, or of the call, ran out.</summary>
    Timeout = 4,

    /// <summary>The answer is a status that says the service failed.</summary>
    Status = 8,

    /// <summary>The answer was not valid in its protocol, or broke off.</summary>
    Broken = 16,

    All = Connect | Reset | Timeout | Status | Broken,
}
