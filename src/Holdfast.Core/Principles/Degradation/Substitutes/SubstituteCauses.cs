namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>What a substitute may stand in for.</summary>
[Flags]
public enum SubstituteCauses
{
    None = 0,

    /// <summary>Refused by a limit, a full pool, or for overload.</summary>
    Limit = 1,

    /// <summary>Calls to the service are broken off.</summary>
    Breaker = 2,

    /// <summary>No node of the service can take the call.</summary>
    NoNode = 4,

    Connect = 8,

    /// <summary>The connection ended before the answer began.</summary>
    Reset = 16,

    /// <summary>The deadline, or the time of the last attempt, ran out before the answer began.</summary>
    Timeout = 32,

    /// <summary>The service answered with a status that says it failed.</summary>
    Status = 64,

    /// <summary>What came was not valid in its protocol.</summary>
    Broken = 128,

    /// <summary>All but <see cref="Limit"/>: who is over a limit should hear of it.</summary>
    Usual = Breaker | NoNode | Connect | Reset | Timeout | Status | Broken,
}
