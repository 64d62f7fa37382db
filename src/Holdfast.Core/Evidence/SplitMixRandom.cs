namespace Holdfast.Core.Evidence;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014) over one shared counter: no lock, any number of threads, repeatable by seed.</summary>
public sealed class SplitMixRandom(ulong seed) : IRandomSource
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public int Next(int below)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(below, 1);
        return (int)Math.BigMul(NextBits(), (ulong)below, out _);
    }

    private ulong NextBits()
    {
        var z = Interlocked.Add(ref _state, Gamma);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
