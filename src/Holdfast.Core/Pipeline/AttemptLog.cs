using System.Runtime.CompilerServices;

namespace Holdfast.Core.Pipeline;

/// <summary>Attempts of one call that have ended, in the call itself. Holds the first <see cref="AttemptsMax"/>; counts the rest.</summary>
public struct AttemptLog
{
    /// <summary>As many as a plan can ask for; beyond that only another service in the place of the interface's own makes some.</summary>
    public const int AttemptsMax = 10;

    private Buffer _buffer;
    private int _count;

    /// <summary>How many were put down; may exceed what is kept.</summary>
    public readonly int Count => _count;

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<AttemptNote> Kept => ((ReadOnlySpan<AttemptNote>)_buffer)[..Math.Min(_count, AttemptsMax)];

    internal void Add(Attempt attempt)
    {
        if (_count < AttemptsMax) _buffer[_count] = AttemptNote.Of(attempt);
        _count++;
    }

    internal void Clear()
    {
        ((Span<AttemptNote>)_buffer)[..Math.Min(_count, AttemptsMax)].Clear();
        _count = 0;
    }

    [InlineArray(AttemptsMax)]
    private struct Buffer
    {
        private AttemptNote _first;
    }
}
