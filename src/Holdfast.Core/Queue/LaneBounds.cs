namespace Holdfast.Core.Queue;

/// <summary>How much a lane may hold: beyond it nothing is accepted.</summary>
/// <param name="CountMax">Operations that are not done with.</param>
/// <param name="BytesMax">What their requests take.</param>
/// <param name="AgeMax">How long the oldest of them may have waited: a service that is so far behind is given no more.</param>
/// <param name="KeptBytesMax">What is kept of those that are done with may take. Beyond it the bodies of the oldest answers go; where that is not enough, nothing is accepted.</param>
public sealed record LaneBounds(int CountMax, long BytesMax, TimeSpan AgeMax, long KeptBytesMax = LaneBounds.KeptBytesUsual)
{
    /// <summary>Keys and answers of a day at a hundred a second.</summary>
    public const long KeptBytesUsual = 4L << 30;
}
