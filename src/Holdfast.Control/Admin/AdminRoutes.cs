using Holdfast.Control.Access;
using Holdfast.Control.Admin.Describing;
using Holdfast.Core.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Admin;

/// <summary>What can be asked.</summary>
internal sealed class AdminRoutes(IAdminSubject subject)
{
    /// <summary>Signals answered when the question does not say how many.</summary>
    private const int SignalsDefault = 100;

    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "/healthz/live", static context => HealthAsync(context, true, "live")).IsOpen();
        Map(routes, "/healthz/ready", context => HealthAsync(context, subject.IsReady, subject.IsReady ? "ready" : "not ready")).IsOpen();
        Map(routes, "/healthz/startup", context =>
            HealthAsync(context, subject.Runtime.Plan is not null, subject.Runtime.Plan is null ? "starting" : "started")).IsOpen();
        Map(routes, "/api/status", context => context.Response.WriteAsJsonAsync(
            StatusReporter.Report(subject.Runtime, subject.IsReady) with { Store = subject.Store?.Status, Stage = subject.Stages?.Report.Running?.ToString() }, AdminJson.Default.StatusReport, null, context.RequestAborted)).Needs(Role.Viewer)
            .Tells("What goes on: readiness, revision, interfaces, services, nodes, newest signals.", AdminJson.Default.StatusReport);
        Map(routes, "/api/signals", Tagged.Answer(SignalsAsync)).Needs(Role.Viewer)
            .Tells("What happened, newest first.", AdminJson.Default.IReadOnlyListSignal, null, ("limit", "How many; 100 when left out."));
        Map(routes, "/api/principles", Tagged.Answer(PrinciplesAsync)).Needs(Role.Viewer)
            .Tells("Which principles there are.", AdminJson.Default.IReadOnlyListPrincipleEntry);
        Map(routes, "/api/principles/{id}", PrincipleAsync).Needs(Role.Viewer)
            .Tells("What a principle shows of itself, as tables.", AdminJson.Default.Snapshot);
        routes.MapFallback(static context => AdminProblem.WriteAsync(context, StatusCodes.Status404NotFound,
            "There is /healthz/live, /healthz/ready, /healthz/startup, /metrics, /api/status, /api/signals, /api/why, /api/switches, /api/history, /api/observed, /api/plan, /api/plan/revisions, /api/principles and /api/principles/{id}/commands.")).Needs(Role.Viewer);
    }

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder routes, string path, RequestDelegate answer) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], answer);

    /// <summary>Only what this process itself needs to carry traffic counts: a lost part elsewhere is no reason to take it out.</summary>
    private static Task HealthAsync(HttpContext context, bool isWell, string word)
    {
        context.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{word}\n", context.RequestAborted);
    }

    private Task SignalsAsync(HttpContext context)
    {
        var asked = context.Request.Query["limit"];
        var limit = SignalsDefault;
        if (asked.Count > 0 && (!int.TryParse(asked[0], out limit) || limit is < 1 or > Core.Signals.SignalLog.KeptMax))
            return AdminProblem.WriteAsync(context, StatusCodes.Status400BadRequest, $"'limit' is a number from 1 to {Core.Signals.SignalLog.KeptMax}.");
        return context.Response.WriteAsJsonAsync(
            [.. subject.Runtime.Signals.Kept().Reverse().Take(limit)], AdminJson.Default.IReadOnlyListSignal, null, context.RequestAborted);
    }

    private Task PrinciplesAsync(HttpContext context) => context.Response.WriteAsJsonAsync(
        [.. subject.Runtime.Slices.Select(static slice => new PrincipleEntry(slice.Id, slice.Principle, slice.Title))],
        AdminJson.Default.IReadOnlyListPrincipleEntry, null, context.RequestAborted);

    private Task PrincipleAsync(HttpContext context)
    {
        var slice = subject.Runtime.Slices.FirstOrDefault(slice => slice.Id == (string?)context.Request.RouteValues["id"]);
        if (slice is null)
            return AdminProblem.WriteAsync(context, StatusCodes.Status404NotFound, "No principle has this id; /api/principles lists them.");
        return subject.Runtime.Present is not { } present
            ? AdminProblem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "No plan is live yet.")
            : context.Response.WriteAsJsonAsync(slice.Snapshot(present), AdminJson.Default.Snapshot, null, context.RequestAborted);
    }
}
