using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Control.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Admin.Describing;

/// <summary>The admin API as OpenAPI 3.1, from what its routes say of themselves and the types that they write.</summary>
/// <remarks>ASP.NET's own generator describes what it finds by reflection on handlers; ours are delegates that find nothing by reflection.</remarks>
internal sealed class OpenApi
{
    private const string Prefix = "/api/";
    private const string Schemas = "#/components/schemas/";

    private readonly JsonObject _schemas = [];

    public static JsonObject Of(IEnumerable<RouteEndpoint> routes)
    {
        var writer = new OpenApi();
        var paths = new JsonObject();
        foreach (var path in routes.Where(static route => IsOfTheApi(route)).GroupBy(Path).OrderBy(static path => path.Key, StringComparer.Ordinal))
            paths[path.Key] = writer.PathOf(path);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Holdfast admin API",
                ["version"] = "1",
                ["description"] = "What POST changes wants the header Holdfast-Command too, with any value. Errors are problem details (RFC 9457) whose type ends in the error's id.",
            },
            ["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
                ["schemas"] = writer._schemas,
            },
        };
    }

    internal static bool IsOfTheApi(RouteEndpoint route) => Path(route).StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Without the rules that a parameter is matched by.</summary>
    internal static string Path(RouteEndpoint route) => "/" + string.Join('/', route.RoutePattern.PathSegments.Select(static segment => string.Concat(
        segment.Parts.Select(static part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            _ => "",
        }))));

    private JsonObject PathOf(IEnumerable<RouteEndpoint> routes)
    {
        var path = new JsonObject();
        foreach (var route in routes)
            foreach (var method in (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Where(static method => !HttpMethods.IsHead(method)))
                path[method.ToLowerInvariant()] = Operation(route, route.Metadata.GetMetadata<Told>());
        return path;
    }

    private JsonObject Operation(RouteEndpoint route, Told? told)
    {
        var role = (route.Metadata.GetMetadata<Needs>()?.Role ?? Role.Admin).ToString().ToLowerInvariant();
        var operation = new JsonObject { ["summary"] = told?.About ?? "", ["description"] = $"For the role {role}." };
        var parameters = new JsonArray();
        foreach (var parameter in route.RoutePattern.Parameters)
            parameters.Add(Parameter(parameter.Name, "path", "", isNumber: parameter.ParameterPolicies.Count > 0));
        foreach (var (name, about) in told?.Query ?? []) parameters.Add(Parameter(name, "query", about, isNumber: false));
        if (parameters.Count > 0) operation["parameters"] = parameters;
        if (told?.Body is { } body) operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", body) };
        operation["responses"] = new JsonObject
        {
            ["200"] = told is null ? new JsonObject { ["description"] = "" } : new JsonObject { ["description"] = "Done.", ["content"] = Content("application/json", told.Answer) },
            ["default"] = new JsonObject { ["description"] = "It is not done, and why.", ["content"] = Content("application/problem+json", AdminJson.Default.AdminProblem) },
        };
        return operation;
    }

    private static JsonObject Parameter(string name, string place, string about, bool isNumber) => new()
    {
        ["name"] = name, ["in"] = place, ["required"] = place == "path", ["description"] = about,
        ["schema"] = new JsonObject { ["type"] = isNumber ? "integer" : "string" },
    };

    private JsonObject Content(string mediaType, JsonTypeInfo type) => new() { [mediaType] = new JsonObject { ["schema"] = Schema(type) } };

    private JsonNode Schema(JsonTypeInfo type)
    {
        var name = Name(type.Type);
        if (!_schemas.ContainsKey(name))
        {
            _schemas[name] = type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true,
                // What a type says of itself again, it says from where it stands now.
                TransformSchemaNode = (_, node) =>
                {
                    if (node is JsonObject found && found["$ref"] is JsonValue reference) found["$ref"] = $"{Schemas}{name}{reference.GetValue<string>().TrimStart('#')}";
                    return node;
                },
            });
        }

        return new JsonObject { ["$ref"] = $"{Schemas}{name}" };
    }

    private static string Name(Type type) => type.IsGenericType ? $"{Name(type.GetGenericArguments()[0])}List" : type.Name;
}
