namespace Holdfast.Core.Principles.Failover;

/// <summary>Retries of one interface, across revisions.</summary>
public sealed class RetryState
{
    private long _retries;
    private long _hedges;

    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>Attempts made beside one that waited.</summary>
    public long Hedges => Interlocked.Read(ref _hedges);

    /// <summary>What bounds the attempts made beside others, where the plan bounds them for the interface alone.</summary>
    internal RetryBudget Hedging { get; } = new();

    internal void Hedged() => Interlocked.Increment(ref _hedges);

    internal void Retried() => Interlocked.Increment(ref _retries);
}
