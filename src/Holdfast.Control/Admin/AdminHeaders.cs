using Holdfast.Control.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Control.Admin;

/// <summary>What every answer of the admin listener says to browsers, whether or not one asked.</summary>
internal static class AdminHeaders
{
    public static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<IsPage>() is null ? IsPage.NoPolicy : IsPage.Policy;
        headers.XFrameOptions = "DENY";
        // Not 'no-referrer': with it browsers hide from us, too, where a form came from.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (context.Request.IsHttps) headers[HeaderNames.StrictTransportSecurity] = "max-age=31536000";
    }
}
