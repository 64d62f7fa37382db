namespace Holdfast.Core.Queue;

/// <summary>How much a lane may hold: beyond it nothing is accepted.</summary>
/// <param name="CountMax">Operations that are not done with.</param>
/// <param name="BytesMax">What their requests take.</param>
/// <param name="AgeMax">How long the oldest of them may have waited: a service that is so far behind is given no more.</param>
public sealed record LaneBounds(int CountMax, long BytesMax, TimeSpan AgeMax);
