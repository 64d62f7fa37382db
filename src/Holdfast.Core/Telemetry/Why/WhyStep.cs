namespace Holdfast.Core.Telemetry.Why;

/// <summary>What one stage on the way of a call did. A stage that decided several things has a step for each.</summary>
/// <param name="Stage">Position, as in the docs: <c>limits</c>, <c>breaker</c>.</param>
/// <param name="Decision">What was decided; <c>passed</c>: nothing; <c>not reached</c>: the call ended before it came here.</param>
/// <param name="Rule">Path of the rule in the plan; empty where none was needed.</param>
/// <param name="Place">File and line of the rule, under the revision the call lived under; empty where they are not known any more.</param>
/// <param name="Node">The node it was about; empty: none.</param>
/// <param name="Measured">The number it was decided on, at that moment; null: none.</param>
public sealed record WhyStep(string Stage, string Decision, string Rule, string Place, string Node, WhyMeasure? Measured);
