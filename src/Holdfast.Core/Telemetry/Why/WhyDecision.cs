using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Telemetry.Why;

/// <summary>A decision as it is kept: of the node its name alone, so that no revision lives on for it.</summary>
internal readonly record struct WhyDecision(Position Position, string Name, string Rule, string Node, Measure Measured)
{
    public static WhyDecision Of(in Decision decision) =>
        new(decision.Position, decision.Name, decision.Rule, decision.Node?.Address ?? "", decision.Measured);
}
