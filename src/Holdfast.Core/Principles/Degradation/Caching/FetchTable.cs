using System.Collections.Concurrent;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>The requests of an interface that are in flight and may be waited for. As many at most as there are calls.</summary>
internal sealed class FetchTable
{
    private const int MarksMax = 1024;

    private readonly ConcurrentDictionary<AnswerKey, SharedFetch> _fetches = new();
    private readonly (ulong Key, long Until)[] _marks = new (ulong, long)[MarksMax];
    private int _alone;

    public int Count => _fetches.Count;

    /// <summary>Calls that wait.</summary>
    public int Waiting => _fetches.Values.Sum(static one => one.Waiting);

    /// <summary>The one that is in flight, or a new one that this call leads.</summary>
    /// <param name="sequence">What was asked for before this, among what was done away with, is not waited for.</param>
    public SharedFetch Join(in AnswerKey key, long now, long sequence, Func<SharedFetch, bool> holds, out bool isLeader)
    {
        if (_fetches.TryGetValue(key, out var there))
        {
            isLeader = false;
            if (holds(there)) return there;
            Remove(key, there);
        }

        var made = new SharedFetch(now, sequence);
        var fetch = _fetches.GetOrAdd(key, made);
        isLeader = ReferenceEquals(fetch, made);
        return fetch;
    }

    /// <summary>From now on who asks for it begins anew.</summary>
    public void Remove(in AnswerKey key, SharedFetch fetch) => _fetches.TryRemove(new(key, fetch));

    /// <summary>Whether its answers were not for others lately: then nobody waits for one.</summary>
    public bool IsMarked(in AnswerKey key, long now)
    {
        var (marked, until) = _marks[key.Second % MarksMax];
        return marked == key.First && now < until;
    }

    /// <summary>Of two that meet in a place, the newer one stays.</summary>
    public void Mark(in AnswerKey key, long until) => _marks[key.Second % MarksMax] = (key.First, until);

    /// <summary>Whether a call whose leaders failed may ask for itself.</summary>
    public bool TryAlone(int most)
    {
        if (Interlocked.Increment(ref _alone) <= most) return true;
        Interlocked.Decrement(ref _alone);
        return false;
    }

    public void NoLongerAlone() => Interlocked.Decrement(ref _alone);
}
