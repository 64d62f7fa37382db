using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Shop.Nodes;

/// <summary>What every node answers besides its service: its health, and the switches for demonstrations.</summary>
internal sealed class NodeEndpoints(BehaviourSwitch behaviours, WorkSlots slots, Action stop, CancellationToken stopping)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", (Delegate)HealthAsync);
        routes.MapGet("/_shop/behaviour", () => BehaviourDocument.Of(behaviours.Current));
        routes.MapPost("/_shop/behaviour", (BehaviourDocument document) => Turn(document));
        routes.MapGet("/_shop/work", () => slots.Counters);
        routes.MapPost("/_shop/exit", (HttpContext context) => Exit(context));
    }

    private async Task<StatusCodeHttpResult> HealthAsync(HttpContext context)
    {
        if (behaviours.Current.Health == HealthAnswer.Hang)
        {
            using var left = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            await behaviours.HangWhileAsync(static behaviour => behaviour.Health == HealthAnswer.Hang, left.Token);
        }

        return TypedResults.StatusCode(behaviours.Current.Health == HealthAnswer.Up ? 200 : 503);
    }

    private Results<Ok<BehaviourDocument>, JsonHttpResult<Problem>> Turn(BehaviourDocument document)
    {
        if (document.Read(out var errors) is not { } behaviour)
            return Problems.BadRequest(string.Join("; ", errors));

        behaviours.Turn(behaviour);
        return TypedResults.Ok(BehaviourDocument.Of(behaviour));
    }

    private Accepted Exit(HttpContext context)
    {
        // Once the answer is out, so that the caller learns that it was heard.
        context.Response.OnCompleted(() =>
        {
            stop();
            return Task.CompletedTask;
        });
        return TypedResults.Accepted((string?)null);
    }
}
