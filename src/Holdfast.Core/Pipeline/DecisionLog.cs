using System.Runtime.CompilerServices;

namespace Holdfast.Core.Pipeline;

/// <summary>The decisions of one call, oldest first, in the call itself. Holds the first <see cref="DecisionsMax"/>; counts the rest.</summary>
public struct DecisionLog
{
    public const int DecisionsMax = 16;

    private Buffer _buffer;
    private int _count;

    /// <summary>How many were made; may exceed what is kept.</summary>
    public readonly int Count => _count;

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<Decision> Kept => ((ReadOnlySpan<Decision>)_buffer)[..Math.Min(_count, DecisionsMax)];

    public void Add(in Decision decision)
    {
        if (_count < DecisionsMax) _buffer[_count] = decision;
        _count++;
    }

    public void Clear()
    {
        ((Span<Decision>)_buffer)[..Math.Min(_count, DecisionsMax)].Clear();
        _count = 0;
    }

    [InlineArray(DecisionsMax)]
    private struct Buffer
    {
        private Decision _first;
    }
}
