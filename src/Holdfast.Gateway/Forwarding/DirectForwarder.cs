using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline;
using Holdfast.Gateway.Calls;
using Holdfast.Gateway.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Gateway.Forwarding;

/// <summary>
/// Attempts of requests that have no body, or one that is held whole: straight over the HTTP client. Touches nothing of the
/// caller's response before the call has accepted the answer, so that two attempts may be on their way at once.
/// </summary>
internal static class DirectForwarder
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<Outcome> ForwardAsync(GatewayCall call, Attempt attempt, CancellationToken end)
    {
        var route = (InterfaceRoute)call.Interface!.Host!;
        HttpResponseMessage answer;
        try
        {
            if (await MakeAsync(call, attempt, route, end) is not { } request) return Outcome.Refused;
            answer = await route.InvokerOf(attempt.Node).SendAsync(request, end);
        }
        catch (OperationCanceledException fault)
        {
            return call.CallerGone ? Outcome.Cancelled(began: false) : Outcome.Failed(AttemptFault.OfCancellation(fault));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return call.CallerGone ? Outcome.Cancelled(began: false) : Outcome.Failed(AttemptFault.Of(fault));
        }

        using (answer)
        {
            var head = Outcome.Answered((int)answer.StatusCode);
            if (answer.StatusCode < System.Net.HttpStatusCode.OK) return Outcome.Failed(FailureKind.Protocol);
            if (head.IsFailure) attempt.RetryAfter = RetryAfterHeader.Of(answer, call.Time);
            if (answer.StatusCode == System.Net.HttpStatusCode.NotModified && call.Tee is { IsConditional: true } tee)
                return await ConfirmAsync(call, attempt, tee, answer, head);
            if (!call.Accepts(attempt, head)) return head with { Began = false };
            return await RelayAsync(call, attempt, answer, end);
        }
    }

    /// <summary>The node has nothing newer than what is at hand.</summary>
    private static async ValueTask<Outcome> ConfirmAsync(GatewayCall call, Attempt attempt, AnswerTee tee, HttpResponseMessage answer, Outcome head)
    {
        if (!tee.Confirms(TeeHeaders.Of(answer))) return Outcome.Failed(FailureKind.Protocol);
        if (!call.Accepts(attempt, head)) return head with { Began = false };
        return await call.AnswerAsync(tee.Confirmed());
    }

    /// <returns>Null when the request cannot be put in a form that can be forwarded: then the call is rejected.</returns>
    private static async ValueTask<HttpRequestMessage?> MakeAsync(GatewayCall call, Attempt attempt, InterfaceRoute route, CancellationToken end)
    {
        var request = new HttpRequestMessage
        {
            Method = HttpMethod.Parse(call.Context.Request.Method),
            Version = route.Requests.Version!,
            VersionPolicy = route.Requests.VersionPolicy!.Value,
            Content = call.HeldBody,
        };
        try
        {
            await call.Transform.WriteRequestAsync(attempt, request, end);
            if (request.Content is not null) request.Headers.Remove(HeaderNames.Expect);
            return request;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or InvalidOperationException)
        {
            call.Reject(new BadHttpRequestException("The request cannot be put in a form that can be forwarded."));
            return null;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome> RelayAsync(GatewayCall call, Attempt attempt, HttpResponseMessage answer, CancellationToken end)
    {
        var context = call.Context;
        try
        {
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = answer.ReasonPhrase;
            await call.Transform.WriteHeadAsync(attempt, answer, end);
        }
        catch (Exception fault) when (!call.CallerGone && fault is InvalidOperationException or ArgumentException)
        {
            // What cannot be written as a header was none.
            return Break(context, FailureKind.Protocol);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or InvalidOperationException or ArgumentException)
        {
            return Leave(context);
        }

        switch (await AnswerBody.CopyAsync(call, attempt, answer, end))
        {
            case AnswerBodyEnd.Whole:
                call.Tee?.End();
                await call.Transform.TransformResponseTrailersAsync(context, answer, end);
                return call.Answered();
            case AnswerBodyEnd.CallerGone:
                return Leave(context);
            default:
                return Break(context, FailureKind.Reset);
        }
    }

    /// <summary>The answer of a node that breaks off: with nothing of it gone out, we can still say so.</summary>
    private static Outcome Break(HttpContext context, FailureKind failure)
    {
        var status = context.Response.StatusCode;
        if (!context.Response.HasStarted)
        {
            context.Response.Clear();
            return Outcome.Failed(failure);
        }

        // What the caller has must not look whole.
        context.Abort();
        return Outcome.BrokenOff(status);
    }

    /// <summary>The caller no longer takes the answer. It may be there all the same, and must not take for whole what is not.</summary>
    private static Outcome Leave(HttpContext context)
    {
        var began = context.Response.HasStarted;
        context.Abort();
        return Outcome.Cancelled(began);
    }
}
