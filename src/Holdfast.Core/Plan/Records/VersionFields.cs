using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>Keys of a version of a service.</summary>
public static class VersionFields
{
    public static readonly Field<IReadOnlyList<NodePlan>> Nodes = new(
        "nodes", Shapes.List(NodeFields.Section, "node", identity: node => node.Url.GetLeftPart(UriPartial.Authority)),
        "The addresses that answer for this version.")
    {
        Required = true,
        Default = [],
    };

    public static readonly Section<VersionPlan> Section = new("version", (name, values) => new VersionPlan
    {
        Name = name,
        Nodes = values.Get(Nodes),
    })
    {
        { Nodes, version => version.Nodes },
    };
}
