using Holdfast.Control.Admin;
using Holdfast.Control.Admin.Describing;
using Holdfast.Control.Store;
using Holdfast.Core.Plan;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Access;

/// <summary>Which browsers are signed in, and how one is sent out: everybody's own, and for admins all.</summary>
internal sealed class SessionListRoutes(AccessDesk access)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/api/sessions", [HttpMethods.Get, HttpMethods.Head], context => context.Response.WriteAsJsonAsync(
            access.Sessions.For(context.Who()), AdminJson.Default.IReadOnlyListSessionEntry, null, context.RequestAborted)).Needs(Role.Viewer)
            .Tells("Which browsers are signed in: one's own, for admins all.", AdminJson.Default.IReadOnlyListSessionEntry);
        routes.MapPost("/api/sessions/{id}/end", (RequestDelegate)EndAsync).WithMetadata(new CommandRoutes.Changes()).Needs(Role.Viewer)
            .Tells("Sends a browser out: one's own, as an admin any.", AdminJson.Default.SessionEntry, AdminJson.Default.EndSessionBody);
    }

    private async Task EndAsync(HttpContext context)
    {
        if (await AdminBody.ReadAsync(context, AdminJson.Default.EndSessionBody, AdminBody.SmallBytesMax) is not { } body) return;
        var id = (string)context.Request.RouteValues["id"]!;
        try
        {
            var ended = await access.Audit.RefusalsOnRecordAsync(AdminOrder.AsSent(context, body.By, body.Why), AccessDesk.EndSession, $"browser {Printable.Of(id, SessionBook.IdChars)}", () =>
                access.EndSessionAsync(context.Who(), id, AdminOrder.Read(context, body.By, body.Why)));
            await context.Response.WriteAsJsonAsync(ended, AdminJson.Default.SessionEntry, null, context.RequestAborted);
        }
        catch (StoreException fault)
        {
            await AdminProblem.WriteAsync(context, fault.Known, fault.Message);
        }
    }
}
