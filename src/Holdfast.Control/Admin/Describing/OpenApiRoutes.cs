using Holdfast.Control.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Admin.Describing;

/// <summary>The API's description of itself.</summary>
internal static class OpenApiRoutes
{
    public const string DocumentPath = "/api/openapi.json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Written when it is first asked for: all routes are there by then.
        var text = new Lazy<string>(() => OpenApi.Of(routes.DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(static route => OpenApi.Path(route) != DocumentPath)).ToJsonString());
        routes.MapMethods(DocumentPath, [HttpMethods.Get, HttpMethods.Head], context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            return context.Response.WriteAsync(text.Value, context.RequestAborted);
        }).Needs(Role.Viewer);
    }
}
