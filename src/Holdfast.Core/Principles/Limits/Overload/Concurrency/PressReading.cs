namespace Holdfast.Core.Principles.Limits.Overload.Concurrency;

/// <summary>What came back in a short while in which somebody found no place, whenever it began.</summary>
/// <param name="Samples">Attempts that say something.</param>
/// <param name="Ratio">How long they took, as a multiple of what is usual for their interfaces.</param>
/// <param name="Stretch">The same of those that are still out: by Little's law, as many as there are at the pace at which they come back.</param>
/// <param name="InFlight">How many those are.</param>
public readonly record struct PressReading(long Samples, double Ratio, double Stretch, int InFlight);
