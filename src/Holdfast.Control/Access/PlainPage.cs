using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Control.Access;

/// <summary>The few pages that somebody sees who is not signed in yet, or not any more: words, and at most one link.</summary>
internal static class PlainPage
{
    /// <param name="leads">Where its link leads; null: it has none.</param>
    /// <param name="goesOn">Whether it follows the link by itself.</param>
    public static Task WriteAsync(HttpContext context, int status, string title, string text, string? leads = null, bool goesOn = false)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = IsPage.NoPolicy;
        var encode = HtmlEncoder.Default;
        // By a page and not by a redirect: what follows one that another site began, a browser asks for without the cookie.
        var refresh = leads is null || !goesOn ? "" : $"<meta http-equiv=\"refresh\" content=\"0; url={encode.Encode(leads)}\">";
        var link = leads is null ? "" : $"<p><a href=\"{encode.Encode(leads)}\">Go on</a></p>";
        return context.Response.WriteAsync(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{encode.Encode(title)} - Holdfast</title>{refresh}</head>"
            + $"<body><main><h1>{encode.Encode(title)}</h1><p>{encode.Encode(text)}</p>{link}</main></body></html>\n",
            context.RequestAborted);
    }

    /// <summary>Whether a person would read the answer.</summary>
    public static bool IsWanted(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
