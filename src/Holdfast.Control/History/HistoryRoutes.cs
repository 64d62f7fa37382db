using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Control.Admin.Describing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.History;

/// <summary>What happened before now.</summary>
internal sealed class HistoryRoutes(IAdminSubject subject)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/api/history", [HttpMethods.Get, HttpMethods.Head], AnswerAsync).Needs(Role.Viewer)
        .Tells("What happened before now, second by second or minute by minute.", AdminJson.Default.HistoryReport, null, ("interface", "Of this one alone."), ("window", $"Which part of the past: {string.Join(", ", HistoryWindow.All.Select(static one => one.Name))}; {HistoryWindow.Minutes.Name} when left out."));

    private Task AnswerAsync(HttpContext context)
    {
        if (subject.History is not { } book)
            return AdminProblem.WriteAsync(context, StatusCodes.Status404NotFound, "This process keeps no history.");
        var query = context.Request.Query;
        var name = query["interface"].ToString();
        if (HistoryWindow.Find(query.TryGetValue("window", out var asked) ? asked.ToString() : HistoryWindow.Minutes.Name) is not { } window)
        {
            return AdminProblem.WriteAsync(
                context, StatusCodes.Status400BadRequest, $"'window' is one of {string.Join(", ", HistoryWindow.All.Select(static one => one.Name))}.");
        }

        return name.Length > 0 && subject.Runtime.Plan?.Interfaces.ContainsKey(name) != true
            ? AdminProblem.WriteAsync(context, StatusCodes.Status404NotFound, "No interface of the live plan is named so; /api/status lists them.")
            : context.Response.WriteAsJsonAsync(
                HistoryReport.Of(book, name.Length == 0 ? null : name, window), AdminJson.Default.HistoryReport, null, context.RequestAborted);
    }
}
