using System.Globalization;

namespace Shop.Nodes;

/// <summary>
/// Names for what is made. With an idempotency key the name follows from the key, so that every node of a service
/// gives the same name to the same work; without one it is new.
/// </summary>
internal sealed class Ids(string prefix, string node)
{
    private long _count;

    public string For(string? key) => key is { Length: > 0 }
        ? Name(Hash(key))
        : Name(Draws.Mix(Hash(node) + (ulong)Interlocked.Increment(ref _count)));

    /// <summary>The same in every process, which <see cref="string.GetHashCode()"/> is not (FNV-1a, then mixed).</summary>
    public static ulong Hash(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var character in text)
            hash = (hash ^ character) * 0x100000001B3;
        return Draws.Mix(hash);
    }

    private string Name(ulong hash) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{hash:x16}");
}
