namespace Holdfast.Core.Queue;

/// <summary>What a lane holds now.</summary>
/// <param name="Live">Operations that are not done with.</param>
/// <param name="Bytes">What their requests take.</param>
/// <param name="Buried">Those that failed or were given up, and can be tried again by hand.</param>
/// <param name="OldestAge">For how long the oldest of the live ones has been accepted; zero without any.</param>
/// <param name="NextDue">How long until one can be claimed; zero: one can now; null: none waits.</param>
/// <param name="KeptBytes">What is kept of those that are done with takes.</param>
public sealed record LaneReading(string Lane, long Live, long Bytes, long Buried, TimeSpan OldestAge, TimeSpan? NextDue, long KeptBytes = 0);
