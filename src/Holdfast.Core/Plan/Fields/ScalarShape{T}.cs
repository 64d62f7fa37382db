using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan.Fields;

/// <summary>A shape that is a single value.</summary>
public abstract class ScalarShape<T> : Shape<T>
{
    /// <summary>How to write one, as <c>a duration such as 800ms or 2s</c>.</summary>
    protected abstract string Hint { get; }

    public override bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out T? value)
    {
        value = default;
        if (node is not YamlScalar scalar)
            return reading.Refuse(ValueErrors.Kind, node, path, $"A single value is needed, and {node.Kind} stands here", $"Write {Hint}.");
        return Parse(scalar.Text, out value) is not { } fault
            || reading.Refuse(fault.Known, node, path, fault.Message, fault.Advice);
    }

    /// <summary>What is wrong with the text; null when it is good and <paramref name="value"/> holds it.</summary>
    public abstract ScalarFault? Parse(string text, out T? value);

    protected ScalarFault Malformed(string text) =>
        new(ValueErrors.Malformed, $"'{Printable.Of(text)}' is not {Hint}", $"Write {Hint}.");

    /// <summary>The same with substitution allowed in its place, for values whose own form would not let <c>${NAME}</c> pass.</summary>
    protected static JsonObject OrVariable(JsonObject schema) => new()
    {
        ["anyOf"] = new JsonArray(schema, new JsonObject { ["$ref"] = "#/$defs/variable" }),
    };
}
