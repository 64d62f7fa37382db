namespace Holdfast.Core.Evidence;

/// <summary>What an <see cref="EvidenceWindow"/> holds.</summary>
/// <param name="Calls">All that ended within it.</param>
/// <param name="Failed">Those of them that failed.</param>
/// <param name="Slow">Those that took too long, failed or not.</param>
public readonly record struct WindowCounts(long Calls, long Failed, long Slow)
{
    public double FailureRatio => Calls == 0 ? 0 : (double)Failed / Calls;
}
