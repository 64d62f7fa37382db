using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Principles.Limits;

/// <summary>A part of the request or a list of them; of a service also <c>interface</c> and <c>node</c>.</summary>
internal sealed class LimitPerShape : Shape<LimitPer>
{
    private const string Interface = "interface";
    private const string Node = "node";

    public override string Title => Shapes.Key.Title;

    public override string Bounds => $"{Shapes.Key.Bounds}; of a service also {Interface} and {Node}";

    public override bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out LimitPer? value)
    {
        value = (node as YamlScalar)?.Text switch
        {
            Interface => new LimitPer(LimitScope.Interface),
            Node => new LimitPer(LimitScope.Node),
            _ => null,
        };
        if (value is not null) return true;
        if (!Shapes.Key.TryRead(node, path, reading, out var key)) return false;
        value = new LimitPer(LimitScope.Key, key);
        return true;
    }

    public override string Write(LimitPer value) => value.Scope switch
    {
        LimitScope.Interface => Interface,
        LimitScope.Node => Node,
        _ => Shapes.Key.Write(value.Key!),
    };

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(Shapes.Key.Schema(), new JsonObject { ["enum"] = new JsonArray(Interface, Node) }),
    };
}
