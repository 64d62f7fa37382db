using System.Numerics;

namespace Holdfast.Core.Evidence;

/// <summary>Counters that many threads add to at once without waiting for each other; read by adding up the stripes.</summary>
/// <remarks>
/// One stripe for each processor up to <see cref="StripesMax"/>, made when its processor first counts. Counters only
/// grow: whoever wants a window subtracts two readings, so nothing is ever reset under a writer's hands.
/// </remarks>
public sealed class Striped(int counters)
{
    public const int StripesMax = 16;

    // A stripe begins and ends with a cache line of its own, so that neighbours on the heap do not share one.
    private const int Padding = 128 / sizeof(long);

    private static readonly int Mask = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Environment.ProcessorCount, 1, StripesMax)) - 1;

    private readonly long[]?[] _stripes = new long[]?[Mask + 1];

    public int Counters => counters;

    /// <summary>The calling processor's stripe. Take it once, then add to several counters.</summary>
    public ref long Stripe()
    {
        var index = Thread.GetCurrentProcessorId() & Mask;
        var stripe = Volatile.Read(ref _stripes[index]) ?? Make(index);
        return ref stripe[Padding];
    }

    public static void Add(ref long stripe, int counter, long amount = 1) =>
        Interlocked.Add(ref System.Runtime.CompilerServices.Unsafe.Add(ref stripe, counter), amount);

    public void Add(int counter, long amount = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)counter, (uint)counters, nameof(counter));
        Add(ref Stripe(), counter, amount);
    }

    /// <summary>Adds the present values onto <paramref name="totals"/>, as long as <see cref="Counters"/>.</summary>
    public void ReadInto(Span<long> totals)
    {
        foreach (var stripe in _stripes)
        {
            if (stripe is null) continue;
            for (var i = 0; i < totals.Length; i++) totals[i] += Volatile.Read(ref stripe[Padding + i]);
        }
    }

    /// <summary>Whether anything was ever counted.</summary>
    public bool IsUntouched => Array.TrueForAll(_stripes, stripe => stripe is null);

    private long[] Make(int index)
    {
        var made = new long[Padding + counters + Padding];
        return Interlocked.CompareExchange(ref _stripes[index], made, null) ?? made;
    }
}
