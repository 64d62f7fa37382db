namespace Holdfast.Core.Principles.Failover;

/// <summary>Retries of one interface, across revisions.</summary>
public sealed class RetryState
{
    private long _retries;

    public long Retries => Interlocked.Read(ref _retries);

    internal void Retried() => Interlocked.Increment(ref _retries);
}
