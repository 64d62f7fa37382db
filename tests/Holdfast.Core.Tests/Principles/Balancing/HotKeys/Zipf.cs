using Holdfast.Core.Evidence;

namespace Holdfast.Core.Tests.Principles.Balancing.HotKeys;

/// <summary>Keys as they are asked for: the one of rank r in proportion to r to the power of -s. Repeatable by seed.</summary>
internal sealed class Zipf
{
    private readonly double[] _sums;
    private readonly SplitMixRandom _random;

    public Zipf(int keys, double s, ulong seed)
    {
        _random = new SplitMixRandom(seed);
        _sums = new double[keys];
        var sum = 0.0;
        for (var i = 0; i < keys; i++) _sums[i] = sum += Math.Pow(i + 1, -s);
        for (var i = 0; i < keys; i++) _sums[i] /= sum;
    }

    /// <summary>A key by its rank, the most frequent one is 0.</summary>
    public int Next()
    {
        var found = Array.BinarySearch(_sums, _random.NextDouble());
        return Math.Min(_sums.Length - 1, found < 0 ? ~found : found);
    }
}
