using System.Globalization;
using Holdfast.Control.Admin;
using Holdfast.Control.Admin.Describing;
using Holdfast.Control.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Access;

/// <summary>Who asks, and the tokens by which others may.</summary>
internal sealed class TokenRoutes(AccessDesk access)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/api/me", [HttpMethods.Get, HttpMethods.Head], static context => context.Response.WriteAsJsonAsync(
            context.Who(), AdminJson.Default.Identity, null, context.RequestAborted)).Needs(Role.Viewer)
            .Tells("Who asks.", AdminJson.Default.Identity);
        routes.MapMethods("/api/tokens", [HttpMethods.Get, HttpMethods.Head], Tagged.Answer(context => context.Response.WriteAsJsonAsync(
            access.Tokens.Good(), AdminJson.Default.IReadOnlyListTokenEntry, null, context.RequestAborted))).Needs(Role.Admin)
            .Tells("Which tokens are good.", AdminJson.Default.IReadOnlyListTokenEntry);
        routes.MapPost("/api/tokens", context => NamedAsync(context, MakeAsync)).WithMetadata(new CommandRoutes.Changes()).Needs(Role.Admin)
            .Tells("Makes a token.", AdminJson.Default.MadeToken, AdminJson.Default.TokenBody);
        routes.MapPost("/api/tokens/{number:long}/revoke", context => NamedAsync(context, RevokeAsync)).WithMetadata(new CommandRoutes.Changes()).Needs(Role.Admin)
            .Tells("Takes a token back; answers those that are left.", AdminJson.Default.IReadOnlyListTokenEntry, AdminJson.Default.RevokeBody);
    }

    private async Task MakeAsync(HttpContext context)
    {
        if (await AdminBody.ReadAsync(context, AdminJson.Default.TokenBody, AdminBody.SmallBytesMax) is not { } body) return;
        var (token, entry) = await access.Audit.RefusalsOnRecordAsync(AdminOrder.AsSent(context, body.By, body.Why), "token.create", body.Name ?? "", () =>
            access.Tokens.MakeAsync(TokenFields.Read(body), AdminOrder.Read(context, body.By, body.Why), context.RequestAborted));
        await context.Response.WriteAsJsonAsync(new MadeToken(token, entry), AdminJson.Default.MadeToken, null, context.RequestAborted);
    }

    private async Task RevokeAsync(HttpContext context)
    {
        if (await AdminBody.ReadAsync(context, AdminJson.Default.RevokeBody, AdminBody.SmallBytesMax) is not { } body) return;
        var number = long.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);
        await access.Audit.RefusalsOnRecordAsync(AdminOrder.AsSent(context, body.By, body.Why), "token.revoke", $"token {number}", async () =>
        {
            await access.Tokens.RevokeAsync(number, AdminOrder.Read(context, body.By, body.Why), context.RequestAborted);
            return true;
        });
        await context.Response.WriteAsJsonAsync(access.Tokens.Good(), AdminJson.Default.IReadOnlyListTokenEntry, null, context.RequestAborted);
    }

    private static async Task NamedAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        try
        {
            await answer(context);
        }
        catch (StoreException fault)
        {
            await AdminProblem.WriteAsync(context, fault.Known, fault.Message);
        }
    }
}
