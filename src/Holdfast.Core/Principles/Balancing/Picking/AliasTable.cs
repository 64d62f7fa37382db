namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Draws an index by weight in constant time, whatever the number of weights. Immutable.</summary>
/// <remarks>
/// The alias method (Walker 1977), built as Vose describes (1991): each of n equal slots is shared by two indices at the
/// most. Built in whole numbers, so shares are those of the weights exactly and no rounding is left over.
/// </remarks>
public sealed class AliasTable
{
    /// <summary>Null where all weights are the same: then the slot is the index.</summary>
    private readonly double[]? _keep;
    private readonly int[] _other = [];

    /// <param name="weights">At least one; each above 0.</param>
    public AliasTable(ReadOnlySpan<int> weights)
    {
        ArgumentOutOfRangeException.ThrowIfZero(weights.Length, nameof(weights));
        Count = weights.Length;
        if (!weights.ContainsAnyExcept(weights[0])) return;
        _keep = new double[Count];
        _other = new int[Count];
        Fill(weights);
    }

    public int Count { get; }

    /// <param name="draw">Drawn evenly from [0, 1).</param>
    public int At(double draw)
    {
        var place = draw * Count;
        var slot = (int)place;
        return _keep is null || place - slot < _keep[slot] ? slot : _other[slot];
    }

    /// <summary>The probability with which an index is drawn.</summary>
    public double Share(int index)
    {
        if (_keep is null) return 1.0 / Count;
        var share = _keep[index];
        for (var slot = 0; slot < Count; slot++)
            if (_other[slot] == index && slot != index) share += 1 - _keep[slot];
        return share / Count;
    }

    private void Fill(ReadOnlySpan<int> weights)
    {
        // A slot holds as much as all weights together; an index brings its weight times the number of slots.
        var capacity = 0L;
        foreach (var weight in weights) capacity += weight;
        var rest = new long[Count];
        var (small, large) = (new Stack<int>(Count), new Stack<int>(Count));
        for (var i = 0; i < Count; i++)
        {
            rest[i] = (long)weights[i] * Count;
            (rest[i] < capacity ? small : large).Push(i);
        }

        // What a small one leaves empty of its slot a large one fills up.
        while (small.TryPop(out var less))
        {
            var more = large.Peek();
            _keep![less] = (double)rest[less] / capacity;
            _other[less] = more;
            rest[more] -= capacity - rest[less];
            if (rest[more] < capacity) small.Push(large.Pop());
        }

        foreach (var full in large) (_keep![full], _other[full]) = (1, full);
    }
}
