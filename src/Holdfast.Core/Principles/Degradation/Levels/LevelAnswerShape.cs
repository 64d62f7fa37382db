using System.Text.Json.Nodes;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Yaml;
using Holdfast.Core.Principles.Degradation.Substitutes;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary><c>off</c>, <c>stale</c>, or a fixed answer as under <c>otherwise</c>.</summary>
internal sealed class LevelAnswerShape : Shape<LevelAnswer>
{
    private const string Off = "off";
    private const string Stale = "stale";

    public override string Title => "off, stale or an answer";

    public override bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out LevelAnswer? value)
    {
        value = node is YamlScalar { Text: Off } ? LevelAnswer.Off : node is YamlScalar { Text: Stale } ? LevelAnswer.Stale : null;
        if (value is not null) return true;
        if (node is YamlScalar scalar)
        {
            return reading.Refuse(
                ValueErrors.Choice, node, path, $"'{Printable.Of(scalar.Text)}' is no answer",
                $"{reading.Findings.DidYouMean(scalar.Text, [Off, Stale])}Write off, stale, or a fixed answer such as {{ body: \"[]\" }}.");
        }

        if (!StaticAnswerPlan.Section.TryRead(node, path, reading, out var read)) return false;
        value = new LevelAnswer(IsStale: false, read);
        return true;
    }

    public override string Write(LevelAnswer value) => value.Fixed is { } answer ? StaticAnswerPlan.Section.Write(answer) : value.IsStale ? Stale : Off;

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray(Off, Stale) }, StaticAnswerPlan.Section.Schema()),
    };
}
