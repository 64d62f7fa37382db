using System.Numerics;

namespace Holdfast.Control.History;

/// <summary>Whole numbers in two bytes: exact up to 2047, off by less than 0.1% above.</summary>
internal static class ShortNumber
{
    /// <summary>Stands for a number that nobody took down.</summary>
    public const ushort Unknown = ushort.MaxValue;

    private const int Bits = 11;
    private const int Mask = (1 << Bits) - 1;

    /// <summary>The greatest shift is left to <see cref="Unknown"/>.</summary>
    private const int ShiftMax = (ushort.MaxValue >> Bits) - 1;

    public static ushort Of(long value)
    {
        if (value <= Mask) return (ushort)Math.Max(0, value);
        var shift = BitOperations.Log2((ulong)value) + 1 - Bits;
        return shift > ShiftMax ? (ushort)((ShiftMax << Bits) | Mask) : (ushort)((shift << Bits) | (int)(value >> shift));
    }

    public static long ToLong(ushort code) => (long)(code & Mask) << (code >> Bits);
}
