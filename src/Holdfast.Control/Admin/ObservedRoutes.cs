using Holdfast.Control.Access;
using Holdfast.Control.Admin.Describing;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Core.Discovery;
using Holdfast.Core.Plan.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Admin;

/// <summary>What the calls of a process without a plan ask for, and the plan that could be made of it.</summary>
internal sealed class ObservedRoutes(IAdminSubject subject, PlanDryRuns dryRuns)
{
    private const string NotHere = "It runs a plan, or went on with one.";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/api/observed", [HttpMethods.Get, HttpMethods.Head], SeenAsync).Needs(Role.Viewer)
            .Tells("Methods and paths that the backend was seen to answer, where a process stands before one without a plan.", AdminJson.Default.ObservedReport);
        routes.MapMethods("/api/observed/draft", [HttpMethods.Get, HttpMethods.Head], DraftAsync).Needs(Role.Operator)
            .Tells("A plan drafted from them, and what its limits would have done to the last calls. Changes nothing.", AdminJson.Default.ObservedDraft);
    }

    private Task SeenAsync(HttpContext context) => subject.Runtime.Observed is { } observed
        ? context.Response.WriteAsJsonAsync(observed.Report(), AdminJson.Default.ObservedReport, null, context.RequestAborted)
        : AdminProblem.WriteAsync(context, ObservedErrors.NotObserved, NotHere);

    private async Task DraftAsync(HttpContext context)
    {
        if (subject.Runtime.Plan is not { } live || ObservedPlan.Of(subject.Runtime) is not { } drafted)
        {
            await AdminProblem.WriteAsync(context, ObservedErrors.NotObserved, NotHere);
            return;
        }

        try
        {
            var report = await dryRuns.RunAsync(drafted.Plan, context.RequestAborted);
            await context.Response.WriteAsJsonAsync(
                new ObservedDraft(drafted.Draft.Text, drafted.Draft.Interfaces, drafted.Calls, [.. PlanDiff.Compare(live.Plan, drafted.Plan).Select(static change => change.ToString())], report),
                AdminJson.Default.ObservedDraft, null, context.RequestAborted);
        }
        catch (StoreException fault)
        {
            await AdminProblem.WriteAsync(context, fault.Known, fault.Message);
        }
    }
}
