using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>A condition; what is wrong with it is told at its own column.</summary>
internal sealed class ConditionShape : ScalarShape<LevelCondition>
{
    public override string Title => "condition";

    public override string Bounds => $"at most {ConditionParser.CharsMax} characters, {ConditionParser.DepthMax} levels deep";

    protected override string Hint => "a condition such as 'p99(orders) > 2s and calls(orders) > 10/s'";

    public override bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out LevelCondition? value)
    {
        value = null;
        if (node is not YamlScalar { IsBroken: false } scalar) return base.TryRead(node, path, reading, out value);
        value = ConditionParser.Read(scalar.Text, out var fault);
        if (fault is null) return true;
        var place = node.Place with { Column = node.Place.Column + fault.At + (scalar.Plain ? 0 : 1) };
        reading.Findings.AddAt(LevelsErrors.BadCondition, place, path, scalar.Text, fault.Message, fault.Advice);
        return false;
    }

    public override ScalarFault? Parse(string text, out LevelCondition? value)
    {
        value = ConditionParser.Read(text, out var fault);
        return fault is null ? null : new ScalarFault(LevelsErrors.BadCondition, $"{fault.Message} (at character {fault.At + 1})", fault.Advice);
    }

    public override string Write(LevelCondition value) => value.Text;

    public override JsonObject Schema() => OrVariable(new JsonObject { ["type"] = "string", ["maxLength"] = ConditionParser.CharsMax });
}
