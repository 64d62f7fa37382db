using System.Security.Cryptography;

namespace Holdfast.Core.Pipeline.Keys;

/// <summary>The 128 bits that a hash depends on beside what is hashed.</summary>
public readonly record struct HashSeed(ulong First, ulong Second)
{
    /// <summary>The same in every process, for what all of them must decide alike: the node or the cell of a key.</summary>
    public static HashSeed Stable { get; } = new(0x486F6C6466617374, 0x6B65657073207570);

    /// <summary>Drawn anew by every process, for tables that nobody outside is to aim at.</summary>
    public static HashSeed Secret { get; } = Draw();

    private static HashSeed Draw()
    {
        Span<byte> bits = stackalloc byte[16];
        RandomNumberGenerator.Fill(bits);
        return new HashSeed(BitConverter.ToUInt64(bits), BitConverter.ToUInt64(bits[8..]));
    }
}
