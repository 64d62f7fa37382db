using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Control.Access;

/// <summary>What a browser sends back to show that the page it came from was ours.</summary>
/// <remarks>The cookie does not show it: browsers send cookies along with what other pages on this machine have them send, whatever the port.</remarks>
public static class Antiforgery
{
    /// <summary>Of the hidden field in every form.</summary>
    public const string FieldName = "holdfast-antiforgery";

    /// <summary>Of the header that scripts send instead.</summary>
    public const string HeaderName = "Holdfast-Antiforgery";

    private const int FieldsMax = 256;

    /// <summary>What the field or the header must hold; empty: no browser asks.</summary>
    public static string AntiforgeryToken(this HttpContext context) => context.Who().Session?.Antiforgery ?? "";

    /// <summary>Whether a request of a browser that is JSON comes from a page of ours.</summary>
    internal static bool IsOurs(HttpRequest request, Session session) => IsSame(request.Headers[HeaderName].ToString(), session);

    /// <summary>Reads the form, and whether it comes from a page of ours.</summary>
    /// <exception cref="BadHttpRequestException">It is longer than the route takes.</exception>
    /// <exception cref="InvalidDataException">It has more fields than any form of ours.</exception>
    internal static async Task<bool> IsOursAsync(HttpContext context, Session session, int bytesMax)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !type.MediaType.Equals(MediaTypeNames.Application.FormUrlEncoded, StringComparison.OrdinalIgnoreCase)) return false;
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = bytesMax;
        var options = new FormOptions { ValueCountLimit = FieldsMax, ValueLengthLimit = bytesMax, BufferBodyLengthLimit = bytesMax };
        context.Features.Set<IFormFeature>(new FormFeature(context.Request, options));
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return IsSame(form[FieldName].ToString(), session);
    }

    private static bool IsSame(string shown, Session session) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(session.Antiforgery));
}
