namespace Shop.Nodes;

/// <summary>What a service keeps in memory: the newest entries up to a bound, found by id.</summary>
internal sealed class KeyedStore<T>(int entriesMax = KeyedStore<T>.EntriesMaxDefault)
    where T : class
{
    public const int EntriesMaxDefault = 5_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, T> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Id, T Entry)> _newestFirst = new();

    public int Count
    {
        get { lock (_gate) return _byId.Count; }
    }

    /// <summary>Keeps <paramref name="entry"/> unless there is one of that id, and returns the one that is kept.</summary>
    public T GetOrAdd(string id, T entry)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue(id, out var kept))
                return kept;

            if (_byId.Count == entriesMax)
            {
                _byId.Remove(_newestFirst.Last!.Value.Id);
                _newestFirst.RemoveLast();
            }

            _byId.Add(id, entry);
            _newestFirst.AddFirst((id, entry));
            return entry;
        }
    }

    public T? Find(string id)
    {
        lock (_gate)
            return _byId.GetValueOrDefault(id);
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<T> Newest(Func<T, bool> wanted, int max)
    {
        lock (_gate)
            return [.. _newestFirst.Select(kept => kept.Entry).Where(wanted).Take(max)];
    }
}
