using System.Buffers.Binary;
using System.Numerics;

namespace Holdfast.Core.Pipeline.Keys;

/// <summary>
/// SipHash-1-3 (Aumasson and Bernstein, 'SipHash: a fast short-input PRF', 2012): who does not know the seed cannot make up
/// keys that fall together.
/// </summary>
public static class SipHash
{
    public static ulong Of(ReadOnlySpan<byte> data, HashSeed seed)
    {
        var state = (
            A: seed.First ^ 0x736F6D6570736575, B: seed.Second ^ 0x646F72616E646F6D,
            C: seed.First ^ 0x6C7967656E657261, D: seed.Second ^ 0x7465646279746573);
        var last = (ulong)data.Length << 56;
        while (data.Length >= sizeof(ulong))
        {
            state = Absorb(state, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        for (var i = 0; i < data.Length; i++) last |= (ulong)data[i] << (8 * i);
        state = Absorb(state, last);
        state.C ^= 0xFF;
        state = Round(Round(Round(state)));
        return state.A ^ state.B ^ state.C ^ state.D;
    }

    private static (ulong A, ulong B, ulong C, ulong D) Absorb((ulong A, ulong B, ulong C, ulong D) state, ulong word)
    {
        state.D ^= word;
        state = Round(state);
        state.A ^= word;
        return state;
    }

    private static (ulong A, ulong B, ulong C, ulong D) Round((ulong A, ulong B, ulong C, ulong D) state)
    {
        var (a, b, c, d) = state;
        a += b;
        c += d;
        b = BitOperations.RotateLeft(b, 13) ^ a;
        d = BitOperations.RotateLeft(d, 16) ^ c;
        a = BitOperations.RotateLeft(a, 32) + d;
        c += b;
        b = BitOperations.RotateLeft(b, 17) ^ c;
        d = BitOperations.RotateLeft(d, 21) ^ a;
        return (a, b, BitOperations.RotateLeft(c, 32), d);
    }
}
