namespace Holdfast.Core.Pipeline;

/// <summary>How long the caller of a call waits for its answer, where it says so.</summary>
/// <param name="Within">From the arrival of the call.</param>
/// <param name="Passed">What the caller is told when that is over.</param>
public readonly record struct CallerDeadline(TimeSpan Within, Refusal Passed);
