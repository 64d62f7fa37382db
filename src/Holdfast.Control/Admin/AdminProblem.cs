using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Holdfast.Control.Admin;

/// <summary>An answer that says what was wrong with the question (RFC 9457).</summary>
public sealed record AdminProblem(string Type, string Title, int Status, string Detail)
{
    internal static Task WriteAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        var problem = new AdminProblem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail);
        return context.Response.WriteAsJsonAsync(
            problem, AdminJson.Default.AdminProblem, MediaTypeNames.Application.ProblemJson, context.RequestAborted);
    }
}
