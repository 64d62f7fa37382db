using System.Runtime.CompilerServices;
using Holdfast.Core;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Async;
using Holdfast.Core.Queue;
using Holdfast.Gateway.Answers;
using Holdfast.Gateway.Calls;
using Holdfast.Gateway.Forwarding;
using Holdfast.Gateway.Framing;
using Holdfast.Gateway.Headers;
using Holdfast.Gateway.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;

namespace Holdfast.Gateway;

/// <summary>The way of a request through the gateway: from the server's hands into the pipeline and back.</summary>
public sealed class GatewayHandler
{
    /// <summary>Idle calls kept for reuse.</summary>
    private const int PooledMax = 4_096;

    private readonly HoldfastRuntime _runtime;
    private readonly CallTelemetry _telemetry;
    private readonly ObjectPool<GatewayCall> _calls;
    private Origin _origin = new([]);

    internal GatewayHandler(HoldfastRuntime runtime, IForwarder forwarder, CallTelemetry telemetry)
    {
        _runtime = runtime;
        _telemetry = telemetry;
        _calls = new DefaultObjectPool<GatewayCall>(new CallPooling(forwarder, runtime.Time), PooledMax);
    }

    /// <summary>Peers whose word on where a request came from is believed.</summary>
    internal void Trust(IReadOnlyList<System.Net.IPNetwork> proxies) => Volatile.Write(ref _origin, new Origin(proxies));

    public async Task HandleAsync(HttpContext context)
    {
        var call = _calls.Get();
        try
        {
            var refusal = RequestHead.Read(context, out var target, out var why);
            call.Begin(context, target, _runtime.Draw()!, Volatile.Read(ref _origin));
            CallTelemetry.Begin(call);
            if (refusal is null) _runtime.Observed?.Enter(call);
            var outcome = refusal is not null ? await RefuseAsync(call, refusal, why)
                : _runtime.Operations is { } operations && OperationAddress.TryRead(target.Path, out var id) ? await TellAsync(call, operations, id)
                : await RunAsync(call);
            _telemetry.End(call, outcome);
        }
        catch (Exception fault)
        {
            _telemetry.Fault(call, fault);
            throw;
        }
        finally
        {
            call.End();
            _calls.Return(call);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome> RunAsync(GatewayCall call)
    {
        var outcome = await CallPipeline.RunAsync(call);
        if (outcome.Began) return outcome;
        var refusal = outcome.Kind == OutcomeKind.Cancelled && call.Rejection is null ? null : FrontRefusals.Of(call);
        // Nothing went out and there is nothing to say: the connection ends, or the server would call it a 200.
        if (refusal is null)
        {
            call.Context.Abort();
            return outcome;
        }

        // Decided while an attempt was on its way, by whoever read the body for it.
        if (call.Rejection is not null) call.Record(refusal.Position, refusal.Decision, refusal.Rule, measured: call.BodySoFar);
        await Answer.WriteAsync(call, refusal);
        return outcome;
    }

    /// <summary>How an operation stands that was accepted for later.</summary>
    private static async ValueTask<Outcome> TellAsync(GatewayCall call, OperationDesk operations, OperationId id)
    {
        var verdict = await OperationQuery.AskAsync(operations, id, call);
        return verdict.Answer is { } answer ? await call.AnswerAsync(answer) : await RefuseAsync(call, verdict.Refusal!, "", verdict.RetryAfter);
    }

    private static async ValueTask<Outcome> RefuseAsync(GatewayCall call, Refusal refusal, string why, TimeSpan retryAfter = default)
    {
        call.Refuse(refusal, retryAfter);
        await Answer.WriteAsync(call, refusal, why);
        return Outcome.Refused;
    }
}
