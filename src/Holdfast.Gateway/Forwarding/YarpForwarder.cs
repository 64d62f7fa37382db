using System.Net;
using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Gateway.Calls;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Holdfast.Gateway.Forwarding;

/// <summary>Attempts over YARP's forwarder; those of requests that are at hand whole need none of what it does and go straight.</summary>
internal sealed class YarpForwarder(IHttpForwarder forwarder, IReadOnlyCollection<IPEndPoint> own) : IForwarder
{
    /// <summary>From how long a wait for the caller on a node that hangs up is taken to have had enough of it.</summary>
    private static readonly TimeSpan PatienceMin = TimeSpan.FromSeconds(1);

    private readonly UpstreamClients _clients = new(own);

    public void Bind(PlanModel model) => _clients.Bind(model);

    public void BindInterfaces(PlanModel model) => UpstreamClients.BindInterfaces(model);

    public void Settle(PlanModel model) => _clients.Settle(model);

    public void Dispose() => _clients.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> ForwardAsync(GatewayCall call, Attempt attempt, CancellationToken timeIsUp)
    {
        if (call.IsDirect) return await DirectForwarder.ForwardAsync(call, attempt, timeIsUp);
        call.BeginStreamedAttempt();
        var context = call.Context;
        var route = (InterfaceRoute)call.Interface!.Host!;
        var requests = call.IsGrpc ? route.GrpcRequests : route.Requests;
        var error = await forwarder.SendAsync(context, attempt.Node.Url, route.InvokerOf(attempt.Node), requests, call.Transform, timeIsUp);
        if (error == ForwarderError.None) return call.Declined is { } head ? Decline(call, head) : call.Answered();

        var fault = context.GetForwarderErrorFeature()?.Exception;
        var outcome = OutcomeOf(error, fault, call);
        attempt.IsCallersDoing = HasTriedPatience(call, outcome);
        if (!outcome.Began) Undo(context);
        return outcome;
    }

    /// <summary>Another attempt will be made: what was copied of this one's answer is taken back.</summary>
    private static Outcome Decline(GatewayCall call, in Outcome head)
    {
        Undo(call.Context);
        return head with { Began = false };
    }

    /// <summary>The forwarder leaves a status behind; another attempt, or our own answer, needs the response as new.</summary>
    private static void Undo(HttpContext context)
    {
        context.Features.Set<IForwarderErrorFeature>(null);
        if (context.Response.HasStarted) return;
        context.Response.Clear();
    }

    private static Outcome OutcomeOf(ForwarderError error, Exception? fault, GatewayCall call)
    {
        if (call.AnswerIsWhole) return call.Answered();
        var began = call.Context.Response.HasStarted;
        if (FaultOfCaller(error, fault, call) is { } rejection)
        {
            call.Reject(rejection);
            return Outcome.Refused with { Began = began };
        }

        if (call.CallerGone) return Outcome.Cancelled(began);
        if (!began && FaultOfNode(error, fault) is { } broken) return Outcome.Failed(AttemptFault.Of(broken));
        return error switch
        {
            ForwarderError.ResponseBodyClient or ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient
                or ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeResponseCanceled => Outcome.Cancelled(began),
            ForwarderError.UpgradeActivityTimeout => Outcome.Answered(StatusCodes.Status101SwitchingProtocols),
            _ when began => Outcome.BrokenOff(call.Context.Response.StatusCode),
            ForwarderError.RequestTimedOut or ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled =>
                Outcome.Failed(AttemptFault.OfCancellation(fault)),
            ForwarderError.ResponseHeaders => Outcome.Failed(FailureKind.Protocol),
            _ => Outcome.Failed(FailureKind.Reset),
        };
    }

    /// <summary>
    /// Whether the node hung up while the caller let it wait for the rest of a body, as servers do after a while. The call has failed,
    /// but whoever sends such bodies could else have one node after the other ejected. Only the wait that lasts counts: a long upload
    /// has many short ones, and a node that breaks it off is no less to blame for them.
    /// </summary>
    private static bool HasTriedPatience(GatewayCall call, in Outcome outcome) =>
        outcome.Failure is FailureKind.Reset or FailureKind.Truncated && call.CallerWaitedFor >= PatienceMin;

    /// <summary>What the caller did wrong, where it was the caller: nothing of it is evidence against a node.</summary>
    private static BadHttpRequestException? FaultOfCaller(ForwarderError error, Exception? fault, GatewayCall call)
    {
        if (ObjectionOfServer(fault) is { } objection) return objection;
        if (error == ForwarderError.RequestCreation)
            return new BadHttpRequestException("The request cannot be put in a form that can be forwarded.", StatusCodes.Status400BadRequest);
        if (call.CallerGone || FaultOfNode(error, fault) is not null) return null;
        // Its time was up while the caller was waited for: the clock stood still, so it was silence that ended it.
        if (call is { IsCallerWaitedFor: true, Timer.Fired: false })
            return new BadHttpRequestException("The request's body stopped coming.", StatusCodes.Status408RequestTimeout);
        return error == ForwarderError.RequestBodyClient
            ? new BadHttpRequestException("The request's body broke off.", StatusCodes.Status400BadRequest)
            : null;
    }

    /// <summary>
    /// The way to the node broke while the body was on it. The client of HTTP/2 then ends the copying by a cancellation, which
    /// the forwarder lays on the body, and on the caller when the next piece was about to be read.
    /// </summary>
    private static HttpRequestException? FaultOfNode(ForwarderError error, Exception? fault) => fault switch
    {
        HttpRequestException request when error == ForwarderError.Request => request,
        AggregateException { InnerExceptions: [OperationCanceledException, HttpRequestException request] } => request,
        _ => null,
    };

    /// <summary>The server's own objection to the caller's body: too large, too slow, badly framed.</summary>
    private static BadHttpRequestException? ObjectionOfServer(Exception? fault) => fault switch
    {
        BadHttpRequestException bad => bad,
        AggregateException many => many.InnerExceptions.OfType<BadHttpRequestException>().FirstOrDefault(),
        _ => fault?.InnerException is null ? null : ObjectionOfServer(fault.InnerException),
    };
}
