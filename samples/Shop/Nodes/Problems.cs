using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Shop.Nodes;

internal static class Problems
{
    public static JsonHttpResult<Problem> BadRequest(string detail) => Of(400, "The request is not understood", detail);

    public static JsonHttpResult<Problem> NotFound(string detail) => Of(404, "There is no such thing", detail);

    /// <summary>An idempotency key that was used for something else.</summary>
    public static JsonHttpResult<Problem> KeyReused() => Of(
        422, "The idempotency key was used before", "It came with another request; a new request needs a new key.");

    private static JsonHttpResult<Problem> Of(int status, string title, string detail) => TypedResults.Json(
        new Problem(status, title, detail), NodeJson.Default.Problem, "application/problem+json", status);
}
