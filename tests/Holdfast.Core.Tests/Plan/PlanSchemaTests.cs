using System.Text.Json.Nodes;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Words;

namespace Holdfast.Core.Tests.Plan;

public sealed class PlanSchemaTests
{
    private readonly JsonNode _schema = JsonNode.Parse(PlanSchema.Write())!;

    [Fact]
    public void Schema_Written_NamesItsDraft() =>
        _schema["$schema"]!.GetValue<string>().ShouldBe("https://json-schema.org/draft/2020-12/schema");

    [Fact]
    public void EveryField_OfThePlan_IsInTheSchemaWithItsWords()
    {
        var count = 0;
        Walk(PlanShape.Default.Root, _schema, "plan", ref count);
        count.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Bounds_OfACount_AreInTheSchema()
    {
        var attempts = Properties(Properties(Below(_schema["properties"]!["interfaces"]!))["retry"]!)["attempts"]!;
        var number = attempts["anyOf"]![0]!;

        number["minimum"]!.GetValue<int>().ShouldBe(1);
        number["maximum"]!.GetValue<int>().ShouldBe(10);
        attempts["default"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public void UnknownKeys_InAnySection_AreRefusedByTheSchema() =>
        Below(_schema["properties"]!["interfaces"]!)["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();

    private static void Walk(Shape shape, JsonNode schema, string path, ref int count)
    {
        foreach (var field in shape.Fields)
        {
            var at = Properties(schema)[field.Name].ShouldNotBeNull($"{path}.{field.Name}");
            at["description"]!.GetValue<string>().ShouldStartWith(field.About);
            count++;
            if (field.Shape.Fields.Count > 0)
                Walk(field.Shape, Below(at), $"{path}.{field.Name}", ref count);
        }
    }

    /// <summary>The schema of the section within maps, lists and alternatives.</summary>
    private static JsonNode Below(JsonNode schema)
    {
        for (var depth = 0; depth < 8; depth++)
        {
            if (schema["properties"] is not null)
                return schema;
            schema = schema["anyOf"] is JsonArray any
                ? (any.FirstOrDefault(one => one!["type"]?.GetValue<string>() is "object" or "array") ?? any.First(one => one!["anyOf"] is not null))!
                : (schema["additionalProperties"] ?? schema["items"])!;
        }

        throw new InvalidOperationException("No section within 8 levels.");
    }

    private static JsonNode Properties(JsonNode schema) => Below(schema)["properties"]!;
}
