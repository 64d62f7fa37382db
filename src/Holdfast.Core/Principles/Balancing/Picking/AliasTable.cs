namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Draws an index by weight in constant time, whatever the number of weights. Immutable.</summary>
/// <remarks>
/// The alias method (Walker 1977), built as Vose describes (1991): each of n equal slots is shared by two indices at the
/// most. Built in whole numbers, so shares are those of the weights exactly and no rounding is left over.
/// </remarks>
public sealed class AliasTable
{
    /// <summary>Null where all weights are the same: then the slot is the index.</summary>
    private readonly AliasSlot[]? _slots;

    /// <param name="weights">At least one; each above 0.</param>
    public AliasTable(ReadOnlySpan<int> weights)
    {
        ArgumentOutOfRangeException.ThrowIfZero(weights.Length, nameof(weights));
        Count = weights.Length;
        if (!weights.ContainsAnyExcept(weights[0])) return;
        _slots = Filled(weights);
    }

    public int Count { get; }

    /// <param name="draw">Drawn evenly from [0, 1).</param>
    public int At(double draw)
    {
        var place = draw * Count;
        var index = (int)place;
        if (_slots is null) return index;
        ref readonly var slot = ref _slots[index];
        return place - index < slot.Keep ? index : slot.Other;
    }

    /// <summary>The probability with which an index is drawn.</summary>
    public double Share(int index)
    {
        if (_slots is null) return 1.0 / Count;
        var share = _slots[index].Keep;
        for (var i = 0; i < Count; i++)
            if (_slots[i].Other == index && i != index) share += 1 - _slots[i].Keep;
        return share / Count;
    }

    private static AliasSlot[] Filled(ReadOnlySpan<int> weights)
    {
        var slots = new AliasSlot[weights.Length];
        // A slot holds as much as all weights together; an index brings its weight times the number of slots.
        var capacity = 0L;
        foreach (var weight in weights) capacity += weight;
        var rest = new long[slots.Length];
        var (small, large) = (new Stack<int>(slots.Length), new Stack<int>(slots.Length));
        for (var i = 0; i < slots.Length; i++)
        {
            rest[i] = (long)weights[i] * slots.Length;
            (rest[i] < capacity ? small : large).Push(i);
        }

        // What a small one leaves empty of its slot a large one fills up.
        while (small.TryPop(out var less))
        {
            var more = large.Peek();
            slots[less] = new AliasSlot((double)rest[less] / capacity, more);
            rest[more] -= capacity - rest[less];
            if (rest[more] < capacity) small.Push(large.Pop());
        }

        foreach (var full in large) slots[full] = new AliasSlot(1, full);
        return slots;
    }

    /// <param name="Keep">The part of it that is its own index's.</param>
    /// <param name="Other">Whose the rest is.</param>
    private readonly record struct AliasSlot(double Keep, int Other);
}
