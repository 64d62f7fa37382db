using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Control.Admin;

/// <summary>Whether a request that would change something was sent by a tool of the operator's, not by a web page in the operator's browser.</summary>
/// <remarks>
/// A page of another site can post forms and text to loopback without asking, and cannot read the answer. It cannot send
/// JSON or a header of its own making without asking first (CORS preflight), which is never granted here; and what it
/// sends says where it comes from. Each of the four alone suffices in an honest browser.
/// </remarks>
public static class CommandGuard
{
    /// <summary>Must be there; its value does not matter.</summary>
    public const string Header = "Holdfast-Command";

    private const string FetchSite = "Sec-Fetch-Site";

    /// <returns>Null when the request may pass, else the status and what to say.</returns>
    internal static (int Status, string Detail)? Check(HttpRequest request)
    {
        if (Origin(request) is { } objection) return (StatusCodes.Status403Forbidden, objection);
        if (request.Headers[Header].ToString().Length == 0)
            return (StatusCodes.Status403Forbidden, $"A request that changes something carries the header {Header}, with any value.");
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
            || !(type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            return (StatusCodes.Status415UnsupportedMediaType, "The body is application/json, in UTF-8.");
        return null;
    }

    /// <returns>Null where it comes from a page of ours, or does not say; else what to say.</returns>
    internal static string? Origin(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers.TryGetValue(HeaderNames.Origin, out var origin)
            && !string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase))
            return "The request comes from a page of another origin.";
        return headers.TryGetValue(FetchSite, out var site) && site.ToString() is not ("same-origin" or "none") ? "The request comes from a page of another site." : null;
    }
}
