using System.Runtime.InteropServices;
using Holdfast.Core.Pipeline.Keys;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Takes in the parts of a request, one after another, and ends in a key. Allocates nothing.</summary>
internal struct KeyHash(ulong first)
{
    private const int CharsAtOnce = 256;

    private ulong _first = first;
    private ulong _second = ~first;

    public readonly AnswerKey Key => new(_first, _second);

    /// <summary>Seeded with what went before, so that (ab, c) is another key than (a, bc).</summary>
    public void Add(ReadOnlySpan<char> part)
    {
        var bytes = MemoryMarshal.AsBytes(part);
        var secret = HashSeed.Secret;
        _first = SipHash.Of(bytes, secret with { First = secret.First ^ _first });
        _second = SipHash.Of(bytes, new HashSeed(secret.Second ^ _second, secret.First));
    }

    public void Add(ulong part)
    {
        Span<ulong> one = [part];
        Add(MemoryMarshal.Cast<ulong, char>(one));
    }

    /// <summary>Without regard to letter case.</summary>
    public void AddFolded(ReadOnlySpan<char> part)
    {
        Span<char> folded = stackalloc char[CharsAtOnce];
        while (part.Length > CharsAtOnce)
        {
            part[..CharsAtOnce].ToLowerInvariant(folded);
            Add(folded);
            part = part[CharsAtOnce..];
        }

        Add(folded[..part.ToLowerInvariant(folded)]);
    }
}
