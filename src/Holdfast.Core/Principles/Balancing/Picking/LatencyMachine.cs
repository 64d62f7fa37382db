namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>What is known of a node's latency after one more sample. Pure. A level is the binary logarithm of seconds.</summary>
/// <remarks>
/// After the peak-sensitive moving average of Finagle: it rises quickly and falls slowly. Two things differ. It is kept as
/// a logarithm, so that what is 400 times too slow is forgotten in twenty seconds and not in sixty. And a rise takes time as well as samples: a node that is asked more often would else be seen at its
/// worst more often, and lose part of its weight to noise.
/// </remarks>
public static class LatencyMachine
{
    public const double RiseSeconds = 0.25;

    public const double FallSeconds = 10;

    /// <summary>One sample raises a level to fourfold latency at the most: one slow answer is chance, several are a slow node.</summary>
    public const float StepMax = 2;

    /// <summary>Before the first sample.</summary>
    public const float Unknown = float.NaN;

    /// <summary>An answer began.</summary>
    /// <param name="known">The level so far, or <see cref="Unknown"/>.</param>
    /// <param name="elapsedSeconds">Since the level was last looked after; not negative.</param>
    /// <param name="sample">The level of this one answer.</param>
    public static float Answered(float known, double elapsedSeconds, float sample)
    {
        if (float.IsNaN(known)) return sample;
        var time = sample > known ? RiseSeconds : FallSeconds;
        var next = known + (((double)sample - known) * (1 - Math.Exp(-elapsedSeconds / time)));
        return (float)Math.Min(next, known + StepMax);
    }

    /// <summary>
    /// No answer for so long, when another node had one: the answer would have taken longer. It weighs no more than one that
    /// came, or the answers that are slow by chance, which are those that are outrun, would weigh more than all others.
    /// </summary>
    public static float Outrun(float known, double elapsedSeconds, float sample) =>
        sample > known || float.IsNaN(known) ? Answered(known, elapsedSeconds, sample) : known;

    /// <summary>No answer for so long, or none at all: evidence that the node is at least that slow, never that it is quick.</summary>
    public static float Waited(float known, float sample) => sample > known ? Math.Min(sample, known + StepMax) : known;
}
