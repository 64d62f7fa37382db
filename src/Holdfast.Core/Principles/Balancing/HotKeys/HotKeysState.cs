using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>What is known of an interface's keys: counts of all, and the hot ones. Survives revisions that count the same.</summary>
/// <remarks>
/// A call adds to a few counts by compare-and-swap and looks into a table that nobody changes. The first call of a window
/// also looks at every hot key, of which there are <c>top</c> at the most.
/// </remarks>
internal sealed class HotKeysState
{
    private readonly HeavyKeeper _keeper;
    private readonly HotSampler _sampler = new();
    private readonly HotTotal _total = new();
    private readonly HotNews _news = new();
    private readonly Striped _hotCalls = new(counters: 1);
    private readonly long _windowTicks;
    private readonly long _began;
    private HotTable _hot = HotTable.Empty;
    private long _window;
    private long _entered;
    private double _leastCalls = double.PositiveInfinity;

    /// <param name="windowTicks">Length of a window in ticks of timestamps.</param>
    public HotKeysState(long windowTicks, IRandomSource random, long now)
    {
        _keeper = new HeavyKeeper(random);
        _windowTicks = Math.Max(1, windowTicks);
        _window = now / _windowTicks;
        _began = now;
    }

    /// <summary>How often a key became hot.</summary>
    public long Entered => Interlocked.Read(ref _entered);

    /// <summary>Calls that were counted or drawn: all with a key.</summary>
    public long Calls => _sampler.Calls;

    /// <summary>Of these, calls for hot keys.</summary>
    public long HotCalls
    {
        get
        {
            Span<long> sum = [0];
            _hotCalls.ReadInto(sum);
            return sum[0];
        }
    }

    /// <summary>One call of so many is counted now.</summary>
    public uint SampledOf => _sampler.Weight;

    /// <summary>A call for a key.</summary>
    /// <param name="hash">Of the key.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="text">Asked for the key's text when it becomes hot.</param>
    /// <returns>Null: it is not hot.</returns>
    public HotKey? See<T>(ulong hash, long now, HotWatch watch, T from, Func<T, string> text)
    {
        var window = Advance(now, watch);
        var stands = _sampler.Draw();
        var key = Volatile.Read(ref _hot).Find(hash);
        if (stands > 0)
        {
            _total.Add(window, stands);
            var reading = ReadingOf(_keeper.Add(hash, window, stands), window, now, watch);
            if (key is null && HotMachine.Enters(reading, watch.Plan) && HasPlaceFor(reading, watch))
                key = Enter(new HotKey(hash, text(from), now), reading, now, watch);
            key?.Stood(reading);
        }

        if (key is null) return null;
        key.Count();
        _hotCalls.Add(0);
        return key;
    }

    /// <summary>The hot keys as they are now, the hottest first.</summary>
    public IReadOnlyList<(HotKey Key, HotReading Now)> Read(long now, HotWatch watch)
    {
        var window = Advance(now, watch);
        return [.. Volatile.Read(ref _hot).Keys.Select(key => (key, ReadingOf(_keeper.Read(key.Hash, window), window, now, watch))).OrderByDescending(static pair => pair.Item2.Calls)];
    }

    private HotReading ReadingOf(uint calls, long window, long now, HotWatch watch) =>
        new(calls, _total.Read(window), Counted(window, now) / watch.Frequency);

    /// <summary>For how long has been counted, each window that is past halved as often as the counts are; in ticks.</summary>
    private double Counted(long window, long now)
    {
        var passed = window - (_began / _windowTicks);
        var present = now - (passed == 0 ? _began : window * _windowTicks);
        var past = passed == 0 ? 0 : (_windowTicks * (1 - Half(passed - 1))) + ((_windowTicks - (_began % _windowTicks)) * Half(passed));
        // The first moments would else make a rate of every handful of calls.
        return Math.Max(_windowTicks / 2.0, present + past);
    }

    /// <summary>Halved so often.</summary>
    private static double Half(long times) => Math.ScaleB(1, -(int)Math.Min(times, 1_000));

    /// <returns>The window that a timestamp belongs to; never before one that was seen already.</returns>
    private long Advance(long now, HotWatch watch)
    {
        var window = now / _windowTicks;
        var seen = Volatile.Read(ref _window);
        if (window <= seen) return seen;
        if (Interlocked.CompareExchange(ref _window, window, seen) != seen) return Math.Max(window, Volatile.Read(ref _window));
        _sampler.Next();
        if (_news.Next() is > 0 and var more) HotKeysSignals.More(watch, more);
        Review(window, now, watch);
        return window;
    }

    /// <summary>Lets go of the keys that are hot no longer, and notes how hot the least hot of the others is.</summary>
    private void Review(long window, long now, HotWatch watch)
    {
        var keys = Volatile.Read(ref _hot).Keys;
        if (keys.Count == 0) return;
        var least = double.PositiveInfinity;
        List<HotKey>? gone = null;
        // By index: an enumerator of an interface is an allocation.
        for (var i = 0; i < keys.Count; i++)
        {
            var key = keys[i];
            var reading = ReadingOf(_keeper.Read(key.Hash, window), window, now, watch);
            if (HotMachine.Stays(reading, watch.Plan, watch.Since(key.Since, now))) least = Math.Min(least, reading.Calls);
            else (gone ??= []).Add(key);
        }

        // A plan may have become narrower.
        for (var i = keys.Count - 1; i >= 0 && keys.Count - (gone?.Count ?? 0) > watch.Plan.Top; i--)
            if (gone?.Contains(keys[i]) != true) (gone ??= []).Add(keys[i]);
        Volatile.Write(ref _leastCalls, least);
        if (gone is not null) Leave(gone, now, watch);
    }

    private bool HasPlaceFor(in HotReading reading, HotWatch watch) =>
        Volatile.Read(ref _hot).Keys.Count < watch.Plan.Top || reading.Calls >= Volatile.Read(ref _leastCalls) * HotMachine.DisplacesFrom;

    private HotKey? Enter(HotKey made, in HotReading reading, long now, HotWatch watch)
    {
        while (true)
        {
            var table = Volatile.Read(ref _hot);
            if (table.Find(made.Hash) is { } there) return there;
            if (table.Keys.Count >= watch.Plan.Top && !Displace(now, watch)) return null;
            if (table.Keys.Count >= watch.Plan.Top || Interlocked.CompareExchange(ref _hot, table.With(made), table) != table) continue;
            Interlocked.Increment(ref _entered);
            if (watch.Plan.Alarm && _news.MayTell()) HotKeysSignals.Hot(watch, made, reading);
            return made;
        }
    }

    /// <summary>Makes room once in a window; who comes next waits for the next.</summary>
    private bool Displace(long now, HotWatch watch)
    {
        if (double.IsPositiveInfinity(Interlocked.Exchange(ref _leastCalls, double.PositiveInfinity))) return false;
        var window = Volatile.Read(ref _window);
        if (Volatile.Read(ref _hot).Keys.MinBy(key => _keeper.Read(key.Hash, window)) is not { } least) return false;
        Leave([least], now, watch);
        return true;
    }

    private void Leave(List<HotKey> gone, long now, HotWatch watch)
    {
        while (true)
        {
            var table = Volatile.Read(ref _hot);
            if (Interlocked.CompareExchange(ref _hot, table.Without(gone), table) == table) break;
        }

        if (!watch.Plan.Alarm) return;
        foreach (var key in gone)
            if (_news.MayTell()) HotKeysSignals.Cold(watch, key, now);
    }
}
