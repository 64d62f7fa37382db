namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>A request to the service that identical ones wait for. Led by one call, or by two where the first is slow.</summary>
/// <param name="sequence">When it was begun, among what was done away with.</param>
internal sealed class SharedFetch(long began, long sequence)
{
    private readonly TaskCompletionSource<(FetchEnd End, CachedAnswer? Answer)> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _leaders = 1;
    private int _asked = 1;
    private int _waiting;

    /// <summary>Timestamp.</summary>
    public long Began => began;

    public long Sequence => sequence;

    public Task<(FetchEnd End, CachedAnswer? Answer)> Ended => _ended.Task;

    public int Waiting => Volatile.Read(ref _waiting);

    /// <returns>False: too many wait already.</returns>
    public bool TryWait(int most)
    {
        if (Interlocked.Increment(ref _waiting) <= most) return true;
        Interlocked.Decrement(ref _waiting);
        return false;
    }

    public void NoLongerWaits() => Interlocked.Decrement(ref _waiting);

    /// <summary>Whether one that waits asks as well, since the first is slow: there is one such.</summary>
    public bool TryLeadToo()
    {
        if (Interlocked.CompareExchange(ref _asked, 2, 1) != 1) return false;
        Interlocked.Increment(ref _leaders);
        return true;
    }

    /// <summary>The answer, that it is none for others, or why there is none. The first to say so stands.</summary>
    public void Answer(FetchEnd end, CachedAnswer? answer) => _ended.TrySetResult((end, answer));

    /// <summary>A leader has ended.</summary>
    /// <returns>True: nobody leads any more, and whoever was the last says why there is no answer.</returns>
    public bool LastLeaderLeft() => Interlocked.Decrement(ref _leaders) == 0;
}
