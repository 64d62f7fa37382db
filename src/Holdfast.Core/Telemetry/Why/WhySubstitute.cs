namespace Holdfast.Core.Telemetry.Why;

/// <summary>What answered in the service's place.</summary>
/// <param name="Instead">What the caller would have been told without it, e.g. <c>breaker-open</c>.</param>
public sealed record WhySubstitute(string Rule, string Place, string Instead);
