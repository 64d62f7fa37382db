using System.Security.Claims;
using Holdfast.Control.Admin;
using Holdfast.Core.Plan;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Holdfast.Control.Access.Oidc;

/// <summary>What becomes of the provider's answer: a session of the role that the claims give, or none.</summary>
internal sealed class OidcSignIn(AccessDesk access, OidcSettings settings, SignInLimit limit, ILogger log)
{
    private const int NameMax = 64;

    private const string Email = "email";

    /// <summary>In this order: what people know each other by, and what there always is.</summary>
    private static readonly string[] NameClaims = [Email, "preferred_username", "sub"];

    public async Task CameAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        var (http, name) = (context.HttpContext, NameOf(context.Principal!));
        if (settings.RoleOf(context.Principal!.FindAll(settings.RoleClaim).Select(static claim => claim.Value)) is not { } role)
        {
            log.SignInRefused(name, $"no value of the claim '{settings.RoleClaim}' stands for a role");
            await PlainPage.WriteAsync(http, StatusCodes.Status403Forbidden, "You have no role here", $"You are {name}. {AccessErrors.NoRole.Mend}");
            return;
        }

        var (cookie, session) = access.Sessions.Begin(new Identity(name, role, []));
        await SessionRoutes.BeganAsync(http, access, cookie, session);
    }

    public Task FailedAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        limit.Failed(context.HttpContext.Connection.RemoteIpAddress);
        // Its words may be the browser's: they go to the log, where they are written as inert text, and not to the page.
        log.SignInRefused("somebody", Printable.Of(context.Failure?.Message ?? "", 400));
        return PlainPage.WriteAsync(
            context.HttpContext, StatusCodes.Status401Unauthorized, AccessErrors.ProviderSaysNo.Title, AccessErrors.ProviderSaysNo.Mend, SessionRoutes.LoginPath);
    }

    /// <summary>What is no address that the provider stands for says where it comes from: else it could be taken for a token's name, or an owner's.</summary>
    private static string NameOf(ClaimsPrincipal principal)
    {
        var isVerified = !string.Equals(principal.FindFirst("email_verified")?.Value, "false", StringComparison.OrdinalIgnoreCase);
        var claim = NameClaims.Where(name => isVerified || name != Email).Select(principal.FindFirst).FirstOrDefault(static claim => claim is { Value.Length: > 0 });
        var isAddress = claim?.Type == Email && claim.Value.Contains('@', StringComparison.Ordinal);
        return Printable.Of(isAddress ? claim!.Value : $"oidc:{claim?.Value ?? "unknown"}", NameMax);
    }
}
