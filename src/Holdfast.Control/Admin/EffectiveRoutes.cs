using Holdfast.Control.Access;
using Holdfast.Control.Admin.Describing;
using Holdfast.Core.Layers.Effective;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Admin;

/// <summary>What holds for an interface now, and everybody who has a say in it.</summary>
internal sealed class EffectiveRoutes(IAdminSubject subject)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/api/interfaces/{name}/effective", [HttpMethods.Get, HttpMethods.Head], context =>
        EffectiveReporter.Of(subject.Runtime, (string)context.Request.RouteValues["name"]!) is { } report
            ? context.Response.WriteAsJsonAsync(report, AdminJson.Default.EffectiveReport, null, context.RequestAborted)
            : AdminProblem.WriteAsync(context, StatusCodes.Status404NotFound, "The live plan has no such interface; /api/status names those it has.")).Needs(Role.Viewer)
        .Tells("What holds for an interface now, and every layer that has a say in it.", AdminJson.Default.EffectiveReport);
}
