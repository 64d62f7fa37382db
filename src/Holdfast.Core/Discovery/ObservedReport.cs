namespace Holdfast.Core.Discovery;

/// <summary>What a backend was seen to answer.</summary>
/// <param name="Backend">Its address.</param>
/// <param name="Seconds">For how long it was looked at.</param>
/// <param name="Calls">All that came, told apart or not.</param>
/// <param name="Paths">By path and method.</param>
/// <param name="NotTaken">Calls of methods and paths that were never answered well.</param>
/// <param name="Beyond">Calls of paths that there was no room for, or that no template could be made of.</param>
/// <param name="IsFull">Whether paths that are not known are no longer taken up.</param>
public sealed record ObservedReport(
    string Backend, DateTimeOffset At, double Seconds, long Calls, IReadOnlyList<ObservedPath> Paths, long NotTaken, long Beyond, bool IsFull);
