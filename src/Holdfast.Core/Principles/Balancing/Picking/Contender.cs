namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>One of two nodes that a call may go to.</summary>
/// <param name="Weight">What it is meant to carry now, where the mean of its group is 1; above 0.</param>
/// <param name="Share">The probability with which a draw finds it, below 1.</param>
/// <param name="InFlight">Attempts on their way to it.</param>
public readonly record struct Contender(double Weight, double Share, int InFlight);
