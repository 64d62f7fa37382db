namespace Holdfast.Core.Principles.Limits;

/// <summary>What became of the calls of a limit since the beginning.</summary>
/// <param name="WouldRefuse">Let pass all the same, for it only observes.</param>
public readonly record struct LimitCounts(long Allowed, long Refused, long WouldRefuse);
