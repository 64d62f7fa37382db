namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>What became of attempts on a node: everything since its beginning, or the difference of two readings.</summary>
/// <param name="Good">Answered in time.</param>
/// <param name="Failed">Failed, or late: whichever came first, and once an attempt.</param>
/// <param name="Timed">Answered, late or not.</param>
/// <param name="Logarithms">Sum of their times to the answer, on <see cref="Evidence.LogScale"/>.</param>
/// <param name="Squares">Sum of the squares of those, for how much they differ among each other.</param>
public readonly record struct EjectCounts(long Good, long Failed, long Timed, long Logarithms, long Squares)
{
    public long Attempts => Good + Failed;

    public double FailureRatio => Attempts == 0 ? 0 : (double)Failed / Attempts;

    /// <summary>Mean logarithm of the time to the answer.</summary>
    public double Logarithm => Timed == 0 ? 0 : (double)Logarithms / Timed;

    /// <summary>The square of the standard error of <see cref="Logarithm"/>: by how much the mean of so many answers may be off by chance.</summary>
    public double ErrorSquared => Timed < 2 ? 0 : Math.Max(0, Squares - (Logarithm * Logarithms)) / (Timed - 1) / Timed;

    public EjectCounts Plus(in EjectCounts other) => new(
        Good + other.Good, Failed + other.Failed, Timed + other.Timed, Logarithms + other.Logarithms, Squares + other.Squares);

    public EjectCounts Since(in EjectCounts earlier) => new(
        Good - earlier.Good, Failed - earlier.Failed, Timed - earlier.Timed, Logarithms - earlier.Logarithms, Squares - earlier.Squares);
}
