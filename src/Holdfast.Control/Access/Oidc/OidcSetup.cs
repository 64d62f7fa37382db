using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Holdfast.Control.Access.Oidc;

/// <summary>OpenID Connect as this process uses it: the code flow with PKCE, to find out once who somebody is. What they keep is a session of ours.</summary>
internal static class OidcSetup
{
    public const string Scheme = "oidc";
    public const string CallbackPath = "/login/callback";

    /// <summary>Nobody is signed in by ASP.NET's means: no scheme has this name, and none is asked for it.</summary>
    private const string NoScheme = "none";

    /// <summary>What <see cref="WebApplication"/> looks at before it puts ASP.NET's own authentication in front of everything.</summary>
    private const string IsSetUp = "__AuthenticationMiddlewareSet";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void Add(IServiceCollection services, OidcSettings settings, OidcSignIn signIn)
    {
        services.AddLogging();
        // What is on its way to the provider and back when the process ends begins anew.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication(NoScheme).AddOpenIdConnect(Scheme, options =>
        {
            options.SignInScheme = NoScheme;
            options.Authority = settings.Authority.ToString();
            options.RequireHttpsMetadata = !settings.Authority.IsLoopback;
            (options.ClientId, options.ClientSecret) = (settings.ClientId, settings.ClientSecret);
            options.ResponseType = OpenIdConnectResponseType.Code;
            // As a query the answer comes by GET, and its cookies need not be open to posts of other sites.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.SaveTokens = false;
            options.MapInboundClaims = false;
            options.CallbackPath = CallbackPath;
            options.BackchannelTimeout = Patience;
            options.Scope.Clear();
            foreach (var scope in settings.Scopes) options.Scope.Add(scope);
            foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            {
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            }

            options.Events = new OpenIdConnectEvents { OnTicketReceived = signIn.CameAsync, OnRemoteFailure = signIn.FailedAsync };
        });
    }

    /// <summary>Keeps what comes back from the provider behind the gate, like everything else.</summary>
    public static void StayBehind(IApplicationBuilder app) => app.Properties[IsSetUp] = true;

    /// <summary>Sends the browser to the provider.</summary>
    public static Task ChallengeAsync(HttpContext context) => context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = "/" });

    /// <summary>The browser is back.</summary>
    /// <returns>False: it never was away.</returns>
    public static async Task<bool> HandleAsync(HttpContext context) =>
        await context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>().GetHandlerAsync(context, Scheme) is IAuthenticationRequestHandler handler
        && await handler.HandleRequestAsync();
}
