using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What is kept for an interface, and what its cache has done, under every revision so far.</summary>
internal sealed class CacheState
{
    /// <summary>More answers than this are not fetched anew in the background at once.</summary>
    private const int RefreshesMax = 64;

    private static readonly int Counters = Enum.GetValues<CacheCounts>().Length;

    private readonly Striped _counts = new(Counters);
    private int _refreshes;
    private long _held;
    private int _isStale;
    private long _purges;

    public IAnswerStore Store { get; } = new SieveStore(0, 0);

    public FetchTable Fetches { get; } = new();

    public static CacheState Of(InterfaceState state) => state.Own(static () => new CacheState());

    public void Count(CacheCounts what) => _counts.Add((int)what);

    public long Read(CacheCounts what)
    {
        Span<long> totals = stackalloc long[Counters];
        _counts.ReadInto(totals);
        return totals[(int)what];
    }

    public bool TryRefresh()
    {
        if (Interlocked.Increment(ref _refreshes) <= RefreshesMax) return true;
        Interlocked.Decrement(ref _refreshes);
        return false;
    }

    public void Refreshed() => Interlocked.Decrement(ref _refreshes);

    /// <summary>Room for an answer while it comes: together, what comes takes no more than what is kept.</summary>
    public bool TryHold(long bytes, long most)
    {
        if (Interlocked.Add(ref _held, bytes) <= most) return true;
        Interlocked.Add(ref _held, -bytes);
        return false;
    }

    public void Release(long bytes) => Interlocked.Add(ref _held, -bytes);

    /// <summary>How often all that was on its way was to be forgotten.</summary>
    public long Purges => Volatile.Read(ref _purges);

    /// <summary>What is on its way now is not kept.</summary>
    public void Forget() => Interlocked.Increment(ref _purges);

    /// <summary>Notes whether what is given now is stale for want of a service.</summary>
    /// <returns>True: it was otherwise before.</returns>
    public bool IsNews(bool isStale)
    {
        var now = isStale ? 1 : 0;
        return Volatile.Read(ref _isStale) != now && Interlocked.Exchange(ref _isStale, now) != now;
    }
}
