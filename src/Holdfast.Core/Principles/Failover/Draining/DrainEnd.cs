namespace Holdfast.Core.Principles.Failover.Draining;

/// <summary>When a drain ends by itself.</summary>
/// <param name="At">Timestamp.</param>
/// <param name="Calendar">The same for people, and for the next process.</param>
internal sealed record DrainEnd(long At, DateTimeOffset Calendar);
