using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Holdfast.Core.Pipeline.Keys;

/// <summary>
/// SipHash-1-3 (Aumasson and Bernstein, 'SipHash: a fast short-input PRF', 2012): who does not know the seed cannot make up
/// keys that fall together.
/// </summary>
public static class SipHash
{
    public static ulong Of(ReadOnlySpan<byte> data, HashSeed seed)
    {
        var a = seed.First ^ 0x736F6D6570736575;
        var b = seed.Second ^ 0x646F72616E646F6D;
        var c = seed.First ^ 0x6C7967656E657261;
        var d = seed.Second ^ 0x7465646279746573;
        var last = (ulong)data.Length << 56;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..]) Absorb(BinaryPrimitives.ReadUInt64LittleEndian(data), ref a, ref b, ref c, ref d);
        for (var i = 0; i < data.Length; i++) last |= (ulong)data[i] << (8 * i);
        Absorb(last, ref a, ref b, ref c, ref d);
        c ^= 0xFF;
        for (var i = 0; i < 3; i++) Round(ref a, ref b, ref c, ref d);
        return a ^ b ^ c ^ d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Absorb(ulong word, ref ulong a, ref ulong b, ref ulong c, ref ulong d)
    {
        d ^= word;
        Round(ref a, ref b, ref c, ref d);
        a ^= word;
    }

    /// <summary>Put in its place by the compiler: called, it would pass its state through memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref ulong a, ref ulong b, ref ulong c, ref ulong d)
    {
        a += b;
        c += d;
        b = BitOperations.RotateLeft(b, 13) ^ a;
        d = BitOperations.RotateLeft(d, 16) ^ c;
        a = BitOperations.RotateLeft(a, 32) + d;
        c += b;
        b = BitOperations.RotateLeft(b, 17) ^ c;
        d = BitOperations.RotateLeft(d, 21) ^ a;
        c = BitOperations.RotateLeft(c, 32);
    }
}
