namespace Holdfast.Core.Pipeline;

/// <summary>Where a stage stands on the way of a call. The order and its reasons are in <see cref="StageOrder"/>.</summary>
public enum Position
{
    Match,
    ChaosClient,
    Overload,
    HotKeys,
    Limits,
    Degradation,
    Async,
    Cache,
    Isolation,
    Version,
    Deadline,
    Retry,
    Breaker,
    ServiceLimit,
    Pool,
    Balance,
    NodePool,
    ChaosUpstream,
    Attempt,
    Observe,
    Otherwise,
}
