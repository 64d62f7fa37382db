using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary><c>drain</c> of a step: which nodes of its service.</summary>
public sealed record LevelDrainPlan
{
    public static readonly Field<string> Node = new("node", Shapes.Text("node"), "The address of one, as the plan has it.") { Default = "", DefaultWords = "none" };

    public static readonly Field<string> Zone = new("zone", Shapes.Name("zone"), "All nodes of the live version in this zone.") { Default = "", DefaultWords = "none" };

    public static readonly Section<LevelDrainPlan> Section = new("drain", static values => new LevelDrainPlan { OfNode = values.Get(Node), OfZone = values.Get(Zone) })
    {
        { Node, plan => plan.OfNode },
        { Zone, plan => plan.OfZone },
    };

    /// <summary>Empty: the zone is meant.</summary>
    public required string OfNode { get; init; }

    /// <summary>Empty: the node is meant.</summary>
    public required string OfZone { get; init; }
}
