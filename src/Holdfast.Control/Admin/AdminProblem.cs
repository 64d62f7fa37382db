using System.Net.Mime;
using System.Text.Json.Serialization;
using Holdfast.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Holdfast.Control.Admin;

/// <summary>An answer that says what was wrong with the question (RFC 9457).</summary>
public sealed record AdminProblem(string Type, string Title, int Status, string Detail)
{
    private const string ErrorType = "urn:holdfast:error:";

    /// <summary>Id of the error; null where the status says it all.</summary>
    [JsonIgnore]
    public string? Error => Type.StartsWith(ErrorType, StringComparison.Ordinal) ? Type[ErrorType.Length..] : null;

    internal static Task WriteAsync(HttpContext context, int status, string detail) =>
        WriteAsync(context, new AdminProblem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail));

    internal static Task WriteAsync(HttpContext context, KnownError error, string detail) =>
        WriteAsync(context, new AdminProblem(ErrorType + error.Id, error.Title, error.Status!.Value, detail));

    private static Task WriteAsync(HttpContext context, AdminProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        return context.Response.WriteAsJsonAsync(
            problem, AdminJson.Default.AdminProblem, MediaTypeNames.Application.ProblemJson, context.RequestAborted);
    }
}
