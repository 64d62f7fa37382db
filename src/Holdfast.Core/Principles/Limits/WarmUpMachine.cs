namespace Holdfast.Core.Principles.Limits;

/// <summary>How warm something is that has to warm up. Pure.</summary>
/// <remarks>
/// After Guava's SmoothWarmingUp and Sentinel's warm-up, which keep it in stored tokens: it warms while more than half of what
/// may pass is asked for, the quicker the more, and cools in the same time when nothing is.
/// </remarks>
/// <param name="Warmth">0 cold, 1 warm.</param>
/// <param name="At">When it was so.</param>
/// <param name="Idle">Time in which its bucket was full, up to then: nobody asked for what was there.</param>
public readonly record struct WarmUpMachine(double Warmth, long At, long Idle)
{
    /// <summary>Parts of the time from cold to warm; it is looked at anew after each.</summary>
    public const int Steps = 64;

    /// <param name="idle">So far, in any unit.</param>
    /// <param name="now">In the same.</param>
    /// <param name="over">From cold to warm, in the same.</param>
    public WarmUpMachine Next(long idle, long now, long over)
    {
        var passed = now - At;
        // A clock that was set back tells nothing.
        if (passed <= 0) return new WarmUpMachine(Warmth, now, idle);
        var used = 1 - Math.Clamp((double)(idle - Idle) / passed, 0, 1);
        return new WarmUpMachine(Math.Clamp(Warmth + (((2 * used) - 1) * passed / over), 0, 1), now, idle);
    }

    /// <summary>Of the rate, that passes now.</summary>
    /// <param name="from">When it is cold.</param>
    public static double ShareAt(double warmth, double from) => from + ((1 - from) * warmth);
}
