using System.Numerics;

namespace Holdfast.Core.Evidence;

/// <summary>Durations as logarithms, in whole numbers: their sum gives a geometric mean, which a few stragglers hardly move.</summary>
/// <remarks>
/// Base 2, with <see cref="Steps"/> steps to a doubling. Between powers of two the line stands for the curve, so a value
/// is off by at most 6%; values that are compared are off alike.
/// </remarks>
public static class LogScale
{
    private const int StepBits = 8;

    /// <summary>Steps to a doubling.</summary>
    public const int Steps = 1 << StepBits;

    /// <summary>The logarithm of a duration; what is below a microsecond counts as one.</summary>
    public static long Of(TimeSpan duration)
    {
        var microseconds = (ulong)Math.Max(1, duration.Ticks / TimeSpan.TicksPerMicrosecond);
        var bit = BitOperations.Log2(microseconds);
        var step = (bit >= StepBits ? microseconds >> (bit - StepBits) : microseconds << (StepBits - bit)) & (Steps - 1);
        return ((long)bit << StepBits) + (long)step;
    }

    /// <summary>The duration that a logarithm, or a mean of several, stands for.</summary>
    public static TimeSpan Duration(double logarithm)
    {
        var bit = Math.Floor(logarithm / Steps);
        var step = (logarithm / Steps) - bit;
        return TimeSpan.FromMicroseconds((1 + step) * Math.Pow(2, bit));
    }
}
