namespace Holdfast.Core.Plan;

/// <summary>So many in so long: <c>500/s</c>.</summary>
/// <param name="Count">At least 1.</param>
/// <param name="Period">From a second to a day.</param>
public readonly record struct Rate(int Count, TimeSpan Period)
{
    public double PerSecond => Count / Period.TotalSeconds;
}
