namespace Holdfast.Core.Queue;

/// <summary>One attempt to deliver an operation.</summary>
/// <param name="Number">From 1; those that did not count have the number of the one that did.</param>
public sealed record AttemptEntry(int Number, DateTimeOffset At, string Note);
