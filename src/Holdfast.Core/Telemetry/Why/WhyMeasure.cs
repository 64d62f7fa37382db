namespace Holdfast.Core.Telemetry.Why;

/// <summary>The number that a decision was made on.</summary>
/// <param name="Name">With the unit last where there is one, e.g. <c>tokens</c>, <c>wait_ms</c>.</param>
/// <param name="Bound">What it was held against; 0 where there was nothing.</param>
public sealed record WhyMeasure(string Name, double Value, double Bound);
