using System.Globalization;
using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Words;

/// <summary>The JSON schema of a section, from its fields.</summary>
internal static class SectionSchema
{
    public static JsonObject Of(Shape section, Field? shorthand)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in section.Fields)
        {
            properties[field.Name] = Of(field);
            if (field.Required)
                required.Add(field.Name);
        }

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (required.Count > 0)
            schema["required"] = required;
        return shorthand is null ? schema : new JsonObject { ["anyOf"] = new JsonArray(shorthand.Shape.Schema(), schema) };
    }

    private static JsonObject Of(Field field)
    {
        var schema = field.Shape.Schema();
        schema["description"] = Description(field);
        if (Default(field) is { } value)
            schema["default"] = value;
        return schema;
    }

    /// <summary>The default as JSON, where it is a single value: an editor fills it in.</summary>
    private static JsonNode? Default(Field field)
    {
        if (field.DefaultWords is not null || field.Shape.Fields.Count > 0 || field.DefaultText is not { } text || text[0] is '[' or '{')
            return null;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var whole))
            return whole;
        return double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : text;
    }

    private static string Description(Field field)
    {
        var parts = new List<string> { field.About };
        if (field.Shape.Bounds is { } bounds)
            parts.Add($"{Capital(field.Shape.Title)}: {bounds}.");
        if (field.DefaultText is { } text)
            parts.Add($"Default: {text}.");
        return string.Join(' ', parts);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
