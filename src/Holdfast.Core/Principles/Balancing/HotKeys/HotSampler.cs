using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Principles.Balancing.Picking;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>Which calls are counted: all of them, or under heavy load one of 2, 4, 8… drawn by chance, so that threads do not meet at the counts.</summary>
/// <remarks>The share of a key among 8,000 samples is off by a twentieth of a tenth at the most, nearly always.</remarks>
internal sealed class HotSampler
{
    /// <summary>Of one window; with more, every second of them is left out.</summary>
    public const int SamplesMax = 16_384;

    private const int ShiftMax = 10;

    private readonly Striped _calls = new(counters: 1);
    private int _shift;
    private int _samples;

    /// <summary>Calls that a sample stands for.</summary>
    public uint Weight => 1u << Volatile.Read(ref _shift);

    /// <summary>All calls so far, counted or not.</summary>
    public long Calls
    {
        get
        {
            Span<long> sum = [0];
            _calls.ReadInto(sum);
            return sum[0];
        }
    }

    /// <returns>For how many calls this one is to be counted; 0: it is not.</returns>
    public uint Draw()
    {
        var number = Interlocked.Increment(ref _calls.Stripe());
        var shift = Volatile.Read(ref _shift);
        // Mixed: callers that take turns would else be seen at every second turn, or at none.
        if (shift > 0 && (StableHash.Mix((ulong)number ^ HashSeed.Secret.First) & ((1u << shift) - 1)) != 0) return 0;
        if (Interlocked.Increment(ref _samples) > SamplesMax && shift < ShiftMax && Interlocked.CompareExchange(ref _shift, shift + 1, shift) == shift)
            Volatile.Write(ref _samples, SamplesMax / 2);
        return 1u << shift;
    }

    /// <summary>A window begins.</summary>
    public void Next()
    {
        var samples = Interlocked.Exchange(ref _samples, 0);
        var shift = Volatile.Read(ref _shift);
        if (samples < SamplesMax / 4 && shift > 0) Interlocked.CompareExchange(ref _shift, shift - 1, shift);
    }
}
