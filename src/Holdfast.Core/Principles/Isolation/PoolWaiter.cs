using System.Threading.Tasks.Sources;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>One call that waits for a place: all that its wait allocates. Ended by whoever takes it out of the queue, so once.</summary>
/// <param name="due">Timestamp at which its time is over.</param>
/// <param name="number">Rises with every wait of its pool.</param>
internal sealed class PoolWaiter(CallPool pool, int slot, long due, long number) : IValueTaskSource<PoolEnd>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<PoolEnd> _ended;

    public int Slot => slot;

    public long Due => due;

    public long Number => number;

    /// <summary>Set before it is let go on.</summary>
    public PoolEnd End { get; set; }

    public ValueTask<PoolEnd> Ended => new(this, _ended.Version);

    /// <summary>Its place in the queue; kept by the queue.</summary>
    internal PoolWaiter? Before { get; set; }

    /// <inheritdoc cref="Before"/>
    internal PoolWaiter? Behind { get; set; }

    /// <inheritdoc cref="Before"/>
    internal bool IsQueued { get; set; }

    /// <summary>The next of those that are let go on together.</summary>
    internal PoolWaiter? Then { get; set; }

    /// <summary>Its caller has gone.</summary>
    public void Withdraw() => pool.Withdraw(this);

    /// <summary>Lets the call go on, on a thread of its own: whoever gave it the place has a call of his own to end.</summary>
    public void GoOn() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute() => _ended.SetResult(End);

    PoolEnd IValueTaskSource<PoolEnd>.GetResult(short token) => _ended.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<PoolEnd>.GetStatus(short token) => _ended.GetStatus(token);

    void IValueTaskSource<PoolEnd>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _ended.OnCompleted(continuation, state, token, flags);
}
