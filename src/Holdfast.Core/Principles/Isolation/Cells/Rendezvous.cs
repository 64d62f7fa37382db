using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Holdfast.Core.Pipeline.Keys;

namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary>Which of several things a bucket of keys gets: the same in every process. Immutable.</summary>
/// <remarks>
/// Highest random weight (Thaler and Ravishankar, 'A name-based mapping scheme for rendezvous', 1996): every thing draws a
/// number for every bucket, and the highest ones have it. When a thing comes it takes only what it has the highest number
/// for; when one goes only what it had is taken by others. Every choice is as likely as every other.
/// Keys fall into <see cref="Buckets"/> first, so that the numbers are drawn once for a bucket and not for every call.
/// </remarks>
internal sealed class Rendezvous
{
    /// <summary>As many as keys can have different choices; a choice of many is made by 16,384 / choices buckets each.</summary>
    public const int Buckets = 1 << BucketBits;

    private const int BucketBits = 14;

    private readonly ulong[] _seeds;

    /// <param name="names">What the things are known by in every process; distinct.</param>
    /// <param name="salt">Another one makes another choice of the same names.</param>
    public Rendezvous(IEnumerable<string> names, ulong salt) => _seeds =
    [
        .. names.Select(name => SipHash.Of(MemoryMarshal.AsBytes(name.AsSpan()), HashSeed.Stable with { Second = HashSeed.Stable.Second ^ salt })),
    ];

    public int Count => _seeds.Length;

    /// <summary>The bucket of a key.</summary>
    public static int BucketOf(ulong hash) => (int)(hash >> (64 - BucketBits));

    /// <summary>The indices of those that have a bucket, in rising order; in the time of all.</summary>
    /// <param name="chosen">As many as are to be chosen; no more than there are.</param>
    public void Choose(int bucket, Span<int> chosen)
    {
        Span<ulong> highest = stackalloc ulong[chosen.Length];
        var count = 0;
        for (var i = 0; i < _seeds.Length; i++)
        {
            var number = Draw(_seeds[i], bucket);
            if (count == chosen.Length && number <= highest[^1]) continue;
            var at = count < chosen.Length ? count++ : count - 1;
            for (; at > 0 && highest[at - 1] < number; at--) (highest[at], chosen[at]) = (highest[at - 1], chosen[at - 1]);
            (highest[at], chosen[at]) = (number, i);
        }

        chosen.Sort();
    }

    private static ulong Draw(ulong seed, int bucket)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bucket);
        return SipHash.Of(bytes, new HashSeed(seed, HashSeed.Stable.Second));
    }
}
