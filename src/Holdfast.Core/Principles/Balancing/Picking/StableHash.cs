namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>A hash that is the same in every process: all gateways must send a key to one node.</summary>
/// <remarks>
/// FNV-1a over the characters, then the finaliser of SplitMix64, as FNV alone mixes the last ones badly. A caller who
/// chooses its keys can aim at one node; the bound on a node's load is what holds against that, not the hash.
/// </remarks>
public static class StableHash
{
    private const ulong Offset = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var character in text) hash = (hash ^ character) * Prime;
        return Mix(hash);
    }

    /// <summary>Another hash of the same key.</summary>
    public static ulong Mix(ulong hash)
    {
        hash += 0x9E3779B97F4A7C15;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }

    /// <summary>The hash as a number from [0, 1).</summary>
    public static double Fraction(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));
}
