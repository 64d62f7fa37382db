using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Shop.Nodes;

/// <summary>
/// Stands before every operation: lets it misbehave as the switch says, takes a slot, and takes the time that the
/// work would take.
/// </summary>
internal sealed class WorkMiddleware(
    WorkSlots slots, BehaviourSwitch behaviours, Draws draws, TimeProvider time, CancellationToken stopping)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { } operation)
        {
            await next(context);
            return;
        }

        if (await MisbehavesAsync(context))
            return;

        if (!await slots.EnterAsync(stopping))
        {
            await AnswerAsync(context, 503, "The node is full", "Its queue has no place left.");
            return;
        }

        try
        {
            var work = operation.Latency.At(draws.NextNormal()) * slots.Slowdown + behaviours.Current.Slow;
            await Task.Delay(work, time, stopping);
            await next(context);
        }
        finally
        {
            slots.Leave();
        }
    }

    private async Task<bool> MisbehavesAsync(HttpContext context)
    {
        if (behaviours.Current.Hang)
        {
            slots.CountFailed();
            using var left = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            await behaviours.HangWhileAsync(static behaviour => behaviour.Hang, left.Token);
        }

        var behaviour = behaviours.Current;
        if (draws.Hits(behaviour.Reset))
        {
            slots.CountFailed();
            Reset(context);
            return true;
        }

        if (draws.Hits(behaviour.Fail))
        {
            slots.CountFailed();
            await AnswerAsync(context, behaviour.Status, "Told to fail", "POST {} to /_shop/behaviour to heal the node.");
            return true;
        }

        return false;
    }

    /// <summary>Lingering for no time turns the close into a TCP reset.</summary>
    private static void Reset(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            socket.LingerState = new(enable: true, seconds: 0);
        context.Abort();
    }

    private static Task AnswerAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new Problem(status, title, detail),
            NodeJson.Default.Problem,
            "application/problem+json",
            context.RequestAborted);
    }
}
