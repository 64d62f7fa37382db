namespace Holdfast.Core.Principles.Dependencies;

/// <summary>Attempts of one service that ran into a deadline, across revisions.</summary>
public sealed class DeadlineState
{
    private long _exceeded;

    public long Exceeded => Interlocked.Read(ref _exceeded);

    internal void Count() => Interlocked.Increment(ref _exceeded);
}
