using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Holdfast.Control.Tests.Access.Oidc;

/// <summary>An OpenID provider that lets everybody in at once, as whom the test says; and that insists on PKCE.</summary>
internal sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "holdfast";
    public const string ClientSecret = "not a secret";

    private static readonly string[] Algorithms = ["RS256"];

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "1" };
    private readonly ConcurrentDictionary<string, IQueryCollection> _asked = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private TestProvider(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>What is said of whoever comes.</summary>
    public Dictionary<string, object> Claims { get; } = new(StringComparer.Ordinal) { ["sub"] = "1234", ["email"] = "ann@example.com", ["groups"] = new[] { "ops" } };

    public string Audience { get; set; } = ClientId;

    /// <summary>Instead of the one that was asked with.</summary>
    public string? Nonce { get; set; }

    /// <summary>Signs with another key than it publishes.</summary>
    public bool Forges { get; set; }

    /// <summary>Tokens were given out for codes whose proof was right.</summary>
    public int Proven { get; private set; }

    public static async Task<TestProvider> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new TestProvider(app);
        app.MapGet("/.well-known/openid-configuration", (RequestDelegate)provider.DescribeAsync);
        app.MapGet("/keys", (RequestDelegate)provider.KeysAsync);
        app.MapGet("/authorize", (RequestDelegate)provider.AuthorizeAsync);
        app.MapPost("/token", (RequestDelegate)provider.TokenAsync);
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task DescribeAsync(HttpContext context) => context.Response.WriteAsJsonAsync(new Dictionary<string, object>
    {
        ["issuer"] = Url.ToString(),
        ["authorization_endpoint"] = new Uri(Url, "/authorize"),
        ["token_endpoint"] = new Uri(Url, "/token"),
        ["jwks_uri"] = new Uri(Url, "/keys"),
        ["id_token_signing_alg_values_supported"] = Algorithms,
    });

    private Task KeysAsync(HttpContext context)
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.Rsa.ExportParameters(includePrivateParameters: false)) { KeyId = _key.KeyId });
        return context.Response.WriteAsJsonAsync(new Dictionary<string, object>
        {
            ["keys"] = new[] { new Dictionary<string, string> { ["kty"] = key.Kty, ["use"] = "sig", ["kid"] = key.KeyId, ["n"] = key.N, ["e"] = key.E } },
        });
    }

    private Task AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || query["code_challenge"].ToString().Length < 43)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        var code = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16));
        _asked[code] = query;
        context.Response.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var proof = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!_asked.TryRemove(form["code"].ToString(), out var asked) || proof != asked["code_challenge"] || form["client_secret"] != ClientSecret || form["redirect_uri"] != asked["redirect_uri"])
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["error"] = "invalid_grant" });
            return;
        }

        Proven++;
        using var other = RSA.Create(2048);
        var claims = new Dictionary<string, object>(Claims, StringComparer.Ordinal) { ["nonce"] = Nonce ?? asked["nonce"].ToString() };
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Url.ToString(), Audience = Audience, Claims = claims, Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
            SigningCredentials = new SigningCredentials(Forges ? new RsaSecurityKey(other) { KeyId = _key.KeyId } : _key, SecurityAlgorithms.RsaSha256),
        });
        await context.Response.WriteAsJsonAsync(new Dictionary<string, object> { ["access_token"] = "x", ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = token });
    }
}
