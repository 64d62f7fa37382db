using Microsoft.AspNetCore.Http;

namespace Holdfast.Control.Access;

/// <summary>What a browser shows.</summary>
internal static class SessionCookie
{
    private const int CharsMax = 64;

    public static string? Read(HttpContext context) =>
        context.Request.Cookies[Name(context)] is { Length: > 0 and <= CharsMax } shown ? shown : null;

    public static void Write(HttpContext context, string value) => context.Response.Cookies.Append(Name(context), value, Options(context));

    public static void Remove(HttpContext context) => context.Response.Cookies.Delete(Name(context), Options(context));

    /// <summary>Of each process its own: browsers do not tell ports apart.</summary>
    private static string Name(HttpContext context) => context.Request.IsHttps ? "__Host-holdfast" : $"holdfast-{context.Connection.LocalPort}";

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", IsEssential = true,
    };
}
