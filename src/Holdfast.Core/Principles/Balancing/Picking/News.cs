namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>What was last heard of a node.</summary>
/// <param name="Level">Binary logarithm of the seconds until its answers begin; <see cref="LatencyMachine.Unknown"/> where it does not count.</param>
/// <param name="SilenceSeconds">Since anything was heard; not negative.</param>
/// <param name="Unpunished">Failures in a row for which it should have been ejected and was not, as the cap or the last node forbids it.</param>
public readonly record struct News(float Level, double SilenceSeconds, int Unpunished);
