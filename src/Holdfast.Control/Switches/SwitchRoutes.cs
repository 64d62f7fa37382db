using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Control.Admin.Describing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Switches;

/// <summary>What operators have set, by all principles.</summary>
internal sealed class SwitchRoutes(IAdminSubject subject)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/api/switches", [HttpMethods.Get, HttpMethods.Head], Tagged.Answer(context =>
        context.Response.WriteAsJsonAsync(subject.Runtime.Commands.Switches(), AdminJson.Default.IReadOnlyListSwitch, null, context.RequestAborted))).Needs(Role.Viewer)
        .Tells("What operators have set and is in force.", AdminJson.Default.IReadOnlyListSwitch);
}
