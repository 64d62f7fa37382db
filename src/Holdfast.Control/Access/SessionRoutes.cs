using System.Globalization;
using Holdfast.Control.Access.Oidc;
using Holdfast.Control.Admin;
using Holdfast.Control.Admin.Describing;
using Holdfast.Control.Store;
using Holdfast.Core.Plan;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Access;

/// <summary>How browsers come in and go out.</summary>
/// <param name="links">Of links that are none.</param>
/// <param name="provider">Of answers that the provider did not stand by: each costs a question to it. Not the same, or whoever guesses links would keep out who comes by the provider.</param>
internal sealed class SessionRoutes(AccessDesk access, SignInLimit links, SignInLimit provider, bool hasProvider)
{
    public const string LoginPath = LoginLink.LoginPath;

    private const int NameMax = 64;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/login-links", (RequestDelegate)LinkAsync).WithMetadata(new CommandRoutes.Changes()).Needs(Role.Viewer)
            .Tells("Makes a link that lets one browser in, once.", AdminJson.Default.LoginLink, AdminJson.Default.LoginBody);
        // Not HEAD: what only looks whether the link is there must not use it up.
        routes.MapMethods(LoginPath, [HttpMethods.Get], LoginAsync).IsOpen();
        if (hasProvider) routes.MapMethods(OidcSetup.CallbackPath, [HttpMethods.Get], ReturnedAsync).IsOpen();
        routes.MapPost("/logout", (RequestDelegate)LogoutAsync).TakesForm(AdminBody.SmallBytesMax).Needs(Role.Viewer);
    }

    private async Task LinkAsync(HttpContext context)
    {
        if (await AdminBody.ReadAsync(context, AdminJson.Default.LoginBody, AdminBody.SmallBytesMax) is not { } body) return;
        var who = context.Who();
        // A browser that could let itself in again would never be out.
        if (who.Session is not null)
        {
            await AdminProblem.WriteAsync(context, StatusCodes.Status403Forbidden, "A browser lets no other in: 'holdfast login' prints a link.");
            return;
        }

        try
        {
            var role = body.Role is null ? who.Role : TokenFields.RoleOf(body.Role);
            if (!who.May(role))
            {
                await AdminProblem.WriteAsync(context, AccessErrors.Role, $"'{who.Name}' is {AccessGuard.Word(who.Role)}, and lets nobody in as {AccessGuard.Word(role)}.");
                return;
            }

            var order = AdminOrder.Read(context, body.By ?? who.Name, "a link for a browser");
            var link = access.Link(who with
            {
                Name = order.By, Role = role, IsShared = false,
                IsVouchedFor = who.IsShared || who.IsVouchedFor || !string.Equals(order.By, who.Name, StringComparison.Ordinal),
            });
            await context.Response.WriteAsJsonAsync(link, AdminJson.Default.LoginLink, null, context.RequestAborted);
        }
        catch (StoreException fault)
        {
            await AdminProblem.WriteAsync(context, fault.Known, fault.Message);
        }
    }

    private async Task LoginAsync(HttpContext context)
    {
        if (hasProvider && !context.Request.Query.ContainsKey(LoginLink.CodeName))
        {
            await AskProviderAsync(context);
            return;
        }

        // A good one is let in whoever else guesses from the same address, which on one machine is everybody's: it costs no more than to turn it away.
        if (access.Sessions.Redeem(context.Request.Query[LoginLink.CodeName].ToString()) is { } begun)
        {
            await BeganAsync(context, access, begun.Cookie, begun.Session);
            return;
        }

        if (await MustWaitAsync(context, links)) return;
        links.Failed(context.Connection.RemoteIpAddress);
        await ObjectAsync(context, AccessErrors.BadCode);
    }

    private static async Task<bool> MustWaitAsync(HttpContext context, SignInLimit limit)
    {
        if (limit.Wait(context.Connection.RemoteIpAddress) is not { } wait) return false;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await ObjectAsync(context, AccessErrors.TooManySignIns);
        return true;
    }

    private static async Task AskProviderAsync(HttpContext context)
    {
        try
        {
            await OidcSetup.ChallengeAsync(context);
        }
        catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException or IOException)
        {
            await ObjectAsync(context, AccessErrors.ProviderAway);
        }
    }

    private async Task ReturnedAsync(HttpContext context)
    {
        if (!await MustWaitAsync(context, provider) && !await OidcSetup.HandleAsync(context)) await ObjectAsync(context, AccessErrors.ProviderSaysNo);
    }

    /// <summary>The browser is in: tells it so, and puts that on record.</summary>
    internal static async Task BeganAsync(HttpContext context, AccessDesk access, string cookie, Session session)
    {
        var who = session.Who;
        await access.Audit.AppendAsync(
            new AuditDraft(new Order(who.Name, "signed in"), "session.begin", $"a browser at {context.Connection.RemoteIpAddress}", "", AccessGuard.Word(who.Role)),
            CancellationToken.None);
        SessionCookie.Write(context, cookie);
        await PlainPage.WriteAsync(context, StatusCodes.Status200OK, "Signed in", $"You are {Printable.Of(who.Name, NameMax)}, {AccessGuard.Word(who.Role)}.", leads: "/", goesOn: true);
    }

    private async Task LogoutAsync(HttpContext context)
    {
        if (context.Who().Session is { } session) access.Sessions.End(session);
        SessionCookie.Remove(context);
        await PlainPage.WriteAsync(context, StatusCodes.Status200OK, "Signed out", "This browser is out. 'holdfast login' prints a link that lets it in again.");
    }

    private static Task ObjectAsync(HttpContext context, Core.Errors.KnownError error) => PlainPage.IsWanted(context.Request)
        ? PlainPage.WriteAsync(context, error.Status!.Value, error.Title, error.Mend)
        : AdminProblem.WriteAsync(context, error, $"{error.Why} {error.Mend}");
}
