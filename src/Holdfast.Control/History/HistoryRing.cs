namespace Holdfast.Control.History;

/// <summary>The newest samples, in memory that is taken piece by piece as there is something to keep: who is idle costs next to nothing.</summary>
internal sealed class HistoryRing(int capacity)
{
    /// <summary>Samples to a piece.</summary>
    private const int PieceSamples = 360;

    private readonly ushort[]?[] _pieces = new ushort[]?[(capacity + PieceSamples - 1) / PieceSamples];
    private long _pushed;

    /// <summary>Bytes that it takes once every piece is there.</summary>
    public static long BytesMax(int capacity) => (capacity + PieceSamples - 1) / PieceSamples * (long)PieceSamples * HistorySample.Numbers * sizeof(ushort);

    /// <summary>How many there are.</summary>
    public int Count => (int)Math.Min(_pushed, capacity);

    public void Push(HistorySample sample)
    {
        var at = (int)(_pushed++ % capacity);
        ref var piece = ref _pieces[at / PieceSamples];
        if (piece is null && sample.IsIdle) return;
        piece ??= new ushort[PieceSamples * HistorySample.Numbers];
        sample.Write(piece.AsSpan(at % PieceSamples * HistorySample.Numbers));
    }

    /// <summary>Oldest first; fewer where there are not so many yet.</summary>
    public HistorySample[] Newest(int count)
    {
        var samples = new HistorySample[Math.Min(count, Count)];
        for (var i = 0; i < samples.Length; i++)
        {
            var at = (int)((_pushed - samples.Length + i) % capacity);
            if (_pieces[at / PieceSamples] is { } piece)
                samples[i] = HistorySample.Read(piece.AsSpan(at % PieceSamples * HistorySample.Numbers, HistorySample.Numbers));
        }

        return samples;
    }
}
