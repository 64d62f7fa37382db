using Holdfast.Core.Evidence;

namespace Holdfast.Control.History;

/// <summary>How the latencies of the last hour were spread, ten seconds to a column.</summary>
internal sealed class HeatRing
{
    public const int Columns = 360;

    private ushort[]? _cells;
    private long _pushed;

    /// <summary>Bytes that it takes once there is something in it.</summary>
    public static long BytesMax => (long)Columns * HeatBands.Count * sizeof(ushort);

    /// <param name="counts">Of ten seconds; null: nothing happened, or nobody took it down.</param>
    public void Push(CallCounts? counts)
    {
        var at = (int)(_pushed++ % Columns) * HeatBands.Count;
        if (counts is null || counts.Successes + counts.Failures == 0)
        {
            _cells?.AsSpan(at, HeatBands.Count).Clear();
            return;
        }

        _cells ??= new ushort[Columns * HeatBands.Count];
        var bands = HeatBands.Of(counts.Latencies);
        for (var band = 0; band < bands.Length; band++) _cells[at + band] = ShortNumber.Of(bands[band]);
    }

    /// <summary>Oldest first; fewer where there are not so many yet.</summary>
    /// <param name="columns">How many, each of <paramref name="merged"/> neighbours.</param>
    public IReadOnlyList<long[]> Newest(int columns, int merged)
    {
        var whole = (int)Math.Min(columns, Math.Min(_pushed, Columns) / merged);
        var read = new long[whole][];
        for (var column = 0; column < whole; column++)
        {
            read[column] = new long[HeatBands.Count];
            for (var i = 0; i < merged && _cells is not null; i++)
            {
                var at = (int)((_pushed - ((whole - column) * merged) + i) % Columns) * HeatBands.Count;
                for (var band = 0; band < HeatBands.Count; band++) read[column][band] += ShortNumber.ToLong(_cells[at + band]);
            }
        }

        return read;
    }
}
