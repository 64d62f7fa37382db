using Holdfast.Control.Admin;
using Holdfast.Control.Store;
using Holdfast.Core.Plan;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Holdfast.Control.Access;

/// <summary>Lets nobody through whom it does not know, and nobody further than their role.</summary>
internal sealed class AccessGuard(AccessDesk desk, ILogger log)
{
    private const int SubjectMax = 200;

    private const string SignIn = "'holdfast login' on the machine of the process prints a link that lets this browser in. If it is in already, and came here from another site, go on.";

    /// <returns>False: the answer has been written.</returns>
    public async ValueTask<bool> KnowsAsync(HttpContext context)
    {
        if (NeedsOf(context) is { Role: null }) return true;
        if (desk.Identify(context.Request, out var isShown) is { } identity)
        {
            context.Features.Set(identity);
            return true;
        }

        var error = isShown ? AccessErrors.BadToken : AccessErrors.NoToken;
        if (context.Request.Headers.Authorization.Count > 0) log.TokenRefused(context.Request.Path.Value ?? "");
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"holdfast\"";
        if (PlainPage.IsWanted(context.Request))
            await PlainPage.WriteAsync(context, error.Status!.Value, "Sign in", SignIn, Again(context.Request));
        else
            await AdminProblem.WriteAsync(context, error, $"{error.Why} {error.Mend}");
        return false;
    }

    /// <returns>False: the answer has been written.</returns>
    public async ValueTask<bool> AllowsAsync(HttpContext context)
    {
        if (NeedsOf(context) is { Role: null }) return true;
        // Of what there is not, a viewer is told so; of what says nothing, only admins are told anything.
        var (identity, needed) = (context.Who(), NeedsOf(context)?.Role ?? (context.GetEndpoint() is null ? Role.Viewer : Role.Admin));
        var isWithin = needed == Role.Viewer || identity.Interfaces.Count == 0 || NeedsOf(context) is { IsScoped: true };
        if (identity.May(needed) && isWithin) return true;
        log.RoleRefused(context.Request.Path.Value ?? "", identity.Name, needed);
        if (context.Request.Method is not ("GET" or "HEAD"))
        {
            var draft = new AuditDraft(new Order(identity.Name, ""), context.Request.Method, Printable.Of(context.Request.Path.Value ?? "", SubjectMax), "", "");
            await desk.Audit.RefusedAsync(draft, identity.May(needed) ? AccessErrors.Scope : AccessErrors.Role, CancellationToken.None);
        }

        if (identity.May(needed))
        {
            await AdminProblem.WriteAsync(context, AccessErrors.Scope, $"'{identity.Name}' may change {string.Join(", ", identity.Interfaces)}, and this is about more.");
            return false;
        }

        await AdminProblem.WriteAsync(context, AccessErrors.Role, $"'{identity.Name}' is {Word(identity.Role)}; this needs {Word(needed)}.");
        return false;
    }

    internal static string Word(Role role) => role switch
    {
        Role.Viewer => "a viewer",
        Role.Operator => "an operator",
        _ => "an admin",
    };

    /// <summary>The same page; what begins with two slashes would be another place.</summary>
    private static string Again(HttpRequest request) =>
        request.Path.Value is ['/', '/' or '\\', ..] ? "/" : request.Path.Add(request.QueryString);

    private static Needs? NeedsOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Needs>();
}
