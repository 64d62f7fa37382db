namespace Holdfast.Core.Principles.Limits.Overload.Concurrency;

/// <summary>What a cohort of attempts came to: those that began under one limit, and all of them.</summary>
/// <param name="Samples">Attempts that say something; cancelled ones do not.</param>
/// <param name="Ratio">How long they took altogether, as a multiple of what is usual for their interfaces; 1: as usual.</param>
/// <param name="IsLimited">Whether somebody found no place, or the service itself said to most that it had none.</param>
/// <param name="Load">In flight on average, as those found it who began.</param>
/// <param name="Peak">Most in flight at once.</param>
/// <param name="Away">Share of the attempts that the service turned away.</param>
/// <param name="AwayTime">Their share of the time that all were in flight.</param>
public readonly record struct ConcurrencyReading(long Samples, double Ratio, bool IsLimited, double Load, int Peak, double Away = 0, double AwayTime = 0);
