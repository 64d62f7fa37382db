namespace Holdfast.Core.Pipeline;

/// <summary>The number that a decision was made on, at that moment.</summary>
/// <param name="Name">With the unit last where there is one, e.g. <c>in-flight</c>, <c>tokens</c>, <c>wait_ms</c>; null: there was none.</param>
/// <param name="Value">What it was.</param>
/// <param name="Bound">What it was held against.</param>
public readonly record struct Measure(string? Name, double Value, double Bound);
