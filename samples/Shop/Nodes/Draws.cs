namespace Shop.Nodes;

/// <summary>
/// Random numbers of a seed that any thread may take: the n-th draw is a hash of seed and n (SplitMix64), so there
/// is no shared generator to lock, and the sequence is the same in every run.
/// </summary>
internal sealed class Draws(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state = Mix(seed);

    /// <summary>In [0, 1).</summary>
    public double Next() => (Mix(Interlocked.Add(ref _state, Step)) >> 11) * (1.0 / (1UL << 53));

    public bool Hits(double ratio) => ratio > 0 && Next() < ratio;

    /// <summary>Of mean 0 and deviation 1 (Box and Muller).</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - Next()));
        return radius * Math.Cos(2 * Math.PI * Next());
    }

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
