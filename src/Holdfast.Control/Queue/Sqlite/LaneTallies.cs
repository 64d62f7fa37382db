namespace Holdfast.Control.Queue.Sqlite;

/// <summary>How much each lane holds: counted in memory, and written with every transaction that changes it.</summary>
internal sealed class LaneTallies(QueueSession session)
{
    private readonly Dictionary<string, LaneTally> _lanes = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, LaneTally> All => _lanes;

    public LaneTally Of(string lane)
    {
        if (!_lanes.TryGetValue(lane, out var tally)) _lanes[lane] = tally = new LaneTally();
        return tally;
    }

    public void Add(string lane, int live, long bytes, int buried = 0, long kept = 0)
    {
        var tally = Of(lane);
        tally.Live += live;
        tally.Bytes += bytes;
        tally.Buried += buried;
        tally.Kept += kept;
        tally.IsChanged = true;
    }

    /// <summary>As they are in the file.</summary>
    public void Load()
    {
        _lanes.Clear();
        foreach (var (lane, tally) in session.Statement("SELECT lane, live, bytes, buried, kept FROM lanes").Rows(static row =>
            (row.GetString(0), new LaneTally { Live = row.GetInt64(1), Bytes = row.GetInt64(2), Buried = row.GetInt64(3), Kept = row.GetInt64(4) })))
            _lanes[lane] = tally;
    }

    public void Write()
    {
        foreach (var (lane, tally) in _lanes)
        {
            if (!tally.IsChanged) continue;
            session.Statement("INSERT OR REPLACE INTO lanes (lane, live, bytes, buried, kept) VALUES ($0, $1, $2, $3, $4)").Execute(lane, tally.Live, tally.Bytes, tally.Buried, tally.Kept);
            tally.IsChanged = false;
        }
    }
}
