namespace Holdfast.Core.Principles.Limits.Overload.Waiting;

/// <summary>By what is waited at this moment.</summary>
/// <param name="Wait">As the plan says, in ticks of timestamps.</param>
/// <param name="IsShedding">Whether calls are refused before they queue.</param>
internal readonly record struct WaitRule(long Wait, bool IsShedding);
