using System.Text.Json;
using System.Text.Json.Nodes;
using Holdfast.Control.Access;
using Holdfast.Core.Plan.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.WebConsole.Plans;

/// <summary>The plan's schema, by which the editor completes: made when somebody edits for the first time.</summary>
internal static class SchemaRoute
{
    private const string Address = "/plan/schema.json";

    /// <summary>Without the blanks by which people read it: a third of it.</summary>
    private static readonly Lazy<byte[]> Schema = new(static () => JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(PlanSchema.Write()), Pages.ConsoleJson.Default.JsonNode));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(Address, [HttpMethods.Get, HttpMethods.Head], static context =>
    {
        context.Response.ContentType = "application/schema+json";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(Schema.Value, context.RequestAborted).AsTask();
    }).Needs(Role.Viewer);
}
