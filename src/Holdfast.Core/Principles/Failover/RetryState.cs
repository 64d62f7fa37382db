namespace Holdfast.Core.Principles.Failover;

/// <summary>Retries of one interface, across revisions.</summary>
public sealed class RetryState
{
    private long _retries;
    private long _hedges;

    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>Attempts made beside a late one.</summary>
    public long Hedges => Interlocked.Read(ref _hedges);

    internal void Hedged() => Interlocked.Increment(ref _hedges);

    internal void Retried() => Interlocked.Increment(ref _retries);
}
