using System.Globalization;
using Holdfast.Control.Access;
using Holdfast.Control.Admin.Describing;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Admin;

/// <summary>Plans that wait for a second owner, and the word that they wait for.</summary>
internal sealed class ProposalRoutes(IAdminSubject subject)
{
    private readonly PlanDoor _door = new(subject);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/api/plan/proposals", [HttpMethods.Get, HttpMethods.Head], Tagged.Answer(context => context.Response.WriteAsJsonAsync(
            subject.Proposals?.Waiting ?? [], AdminJson.Default.IReadOnlyListProposal, null, context.RequestAborted))).Needs(Role.Viewer)
            .Tells("Plans that wait for a second owner, newest first.", AdminJson.Default.IReadOnlyListProposal);
        routes.MapPost("/api/plan/proposals/{number:int}/approve", (RequestDelegate)ApproveAsync)
            .WithMetadata(new CommandRoutes.Changes()).Needs(Role.Operator, isScoped: true)
            .Tells("Has a plan go live that another wants.", AdminJson.Default.PlanOutcome, AdminJson.Default.ProposalBody);
        routes.MapPost("/api/plan/proposals/{number:int}/decline", (RequestDelegate)DeclineAsync)
            .WithMetadata(new CommandRoutes.Changes()).Needs(Role.Operator, isScoped: true)
            .Tells("Has a plan that waits be forgotten.", AdminJson.Default.PlanOutcome, AdminJson.Default.ProposalBody);
    }

    private Task ApproveAsync(HttpContext context) => AnswerAsync(context, PlanDoor.Approve, (number, order) => _door.ApproveAsync(context.Who(), number, order, context.RequestAborted));

    private Task DeclineAsync(HttpContext context) => AnswerAsync(context, PlanDoor.Decline, (number, order) => _door.DeclineAsync(context.Who(), number, order));

    private async Task AnswerAsync(HttpContext context, string action, Func<int, Order, Task<PlanOutcome>> work)
    {
        if (await AdminBody.ReadAsync(context, AdminJson.Default.ProposalBody, AdminBody.SmallBytesMax) is not { } body) return;
        var number = int.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);
        try
        {
            var order = await subject.Access.Audit.RefusalsOnRecordAsync(
                AdminOrder.AsSent(context, body.By, body.Why), action, $"proposal {number}", () => Task.FromResult(AdminOrder.Read(context, body.By, body.Why)));
            await context.Response.WriteAsJsonAsync(await work(number, order), AdminJson.Default.PlanOutcome, null, context.RequestAborted);
        }
        catch (StoreException fault)
        {
            await AdminProblem.WriteAsync(context, fault.Known, fault.Message);
        }
    }
}
