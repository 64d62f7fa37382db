using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>Keys of a node.</summary>
public static class NodeFields
{
    public static readonly Field<Uri> Url = new("url", Shapes.NodeUrl, "Scheme, host and port. A node with nothing else may be written as this alone.")
    {
        Required = true,
        Because = "Addresses that hand out a cloud machine's credentials are refused.",
    };

    public static readonly Field<string> Zone = new("zone", Shapes.Name("zone"), "Where it stands, for failover from zone to zone.")
    {
        Default = "",
        DefaultWords = "no zone",
    };

    public static readonly Field<string> Cell = new("cell", Shapes.Name("cell"), "Which part of the service it belongs to: the calls of a key use one cell ('cells' of the service).")
    {
        Default = "",
        DefaultWords = "no cell",
    };

    public static readonly Field<int> Weight = new("weight", Shapes.Count(1, 1000), "Its share of the calls against the other nodes of its priority.")
    {
        Default = 1,
        Because = "A node that should get nothing is left out, not weighted 0.",
    };

    public static readonly Field<int> Priority = new(
        "priority", Shapes.Count(0, 9), "0 is used first; a higher number only when the lower ones cannot carry the calls.")
    {
        Default = 0,
        Because = "Ten steps of failover are more than anyone can rehearse.",
    };

    public static readonly Section<NodePlan> Section = new("node", (_, values) => new NodePlan
    {
        Url = values.Get(Url),
        Zone = values.Get(Zone),
        Cell = values.Get(Cell),
        Weight = values.Get(Weight),
        Priority = values.Get(Priority),
    }, Url)
    {
        { Url, node => node.Url },
        { Zone, node => node.Zone },
        { Cell, node => node.Cell },
        { Weight, node => node.Weight },
        { Priority, node => node.Priority },
    };
}
