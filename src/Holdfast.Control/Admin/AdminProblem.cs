using System.Net.Mime;
using System.Text.Json.Serialization;
using Holdfast.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Holdfast.Control.Admin;

/// <summary>An answer that says what was wrong with the question (RFC 9457).</summary>
public sealed record AdminProblem(string Type, string Title, int Status, string Detail)
{
    /// <summary>What others have changed since the plan was taken that a change was made from, a line each.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Changes { get; init; }

    /// <summary>The revision that is live, where that was the objection.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Live { get; init; }

    /// <summary>Every error of a plan that was refused, as <c>holdfast plan validate</c> names them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PlanErrorEntry>? Errors { get; init; }

    private const string ErrorType = "urn:holdfast:error:";

    /// <summary>Id of the error; null where the status says it all.</summary>
    [JsonIgnore]
    public string? Error => Type.StartsWith(ErrorType, StringComparison.Ordinal) ? Type[ErrorType.Length..] : null;

    internal static Task WriteAsync(HttpContext context, int status, string detail) =>
        WriteAsync(context, new AdminProblem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail));

    internal static Task WriteAsync(HttpContext context, KnownError error, string detail) =>
        WriteAsync(context, Of(error, detail));

    internal static AdminProblem Of(KnownError error, string detail) => new(ErrorType + error.Id, error.Title, error.Status!.Value, detail);

    internal static Task WriteAsync(HttpContext context, AdminProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        return context.Response.WriteAsJsonAsync(
            problem, AdminJson.Default.AdminProblem, MediaTypeNames.Application.ProblemJson, context.RequestAborted);
    }
}
