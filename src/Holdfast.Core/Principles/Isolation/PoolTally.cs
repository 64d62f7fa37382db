namespace Holdfast.Core.Principles.Isolation;

/// <summary>What is counted of a pool.</summary>
internal enum PoolTally
{
    /// <summary>A call had to wait.</summary>
    Queued,

    /// <summary>It found no place, and none in the queue.</summary>
    Refused,

    /// <summary>It waited in vain.</summary>
    TimedOut,

    /// <summary>Its caller went while it waited.</summary>
    CallerGone,

    /// <summary>It would have waited or been refused, where the pool only observes.</summary>
    Observed,
}
