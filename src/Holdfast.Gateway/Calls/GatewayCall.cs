using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Gateway.Forwarding;
using Holdfast.Gateway.Headers;
using Holdfast.Gateway.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Calls;

/// <summary>A call that came in over HTTP.</summary>
public sealed class GatewayCall : Call
{
    private readonly IForwarder _forwarder;
    private string? _host;
    private BodyWatch? _body;

    internal GatewayCall(IForwarder forwarder, TimeProvider time)
        : base(time)
    {
        _forwarder = forwarder;
        Transform = new ForwardTransform(this);
    }

    public HttpContext Context { get; private set; } = null!;

    /// <summary>A WebSocket is asked for by GET over HTTP/1.1 and by CONNECT over HTTP/2: a plan need not know.</summary>
    public override string Method => HttpMethods.IsConnect(Context.Request.Method) && IsWebSocketConnect()
        ? HttpMethods.Get : Context.Request.Method;

    public override string Host => _host ??= Context.Request.Host.Host;

    public override string Path => Target.Path;

    public override bool CallerGone => Context.RequestAborted.IsCancellationRequested;

    public override long? BodyLength => Context.Request.ContentLength;

    /// <summary>What is forwarded: the path that was matched, and the query as it came.</summary>
    internal RequestTarget Target { get; private set; }

    internal bool IsGrpc { get; private set; }

    internal TraceContext Trace { get; private set; }

    /// <summary>Null unless something listens to traces.</summary>
    internal CallSpan? Span { get; private set; }

    internal string TraceId => Trace.TraceId;

    internal Origin Origin { get; private set; } = null!;

    internal ForwardTransform Transform { get; }

    /// <summary>The gRPC status of the answer; null where it has none.</summary>
    internal int? GrpcStatus { get; set; }

    /// <summary>The answer was passed on to its last byte: whatever the request's body still runs into is no news.</summary>
    internal bool AnswerIsWhole { get; set; }

    /// <summary>Whether the caller is waited for, in the middle of its body.</summary>
    internal bool IsCallerWaitedFor => _body?.IsWaiting == true;

    /// <summary>The server's objection to the caller's body, where that ended the call.</summary>
    internal BadHttpRequestException? Rejection { get; private set; }

    public override bool TryGetHeader(string name, out string value)
    {
        var found = Context.Request.Headers.TryGetValue(name, out var values) && values.Count > 0;
        value = found ? values[0] ?? "" : "";
        return found;
    }

    public override bool TryGetQuery(string name, out string value)
    {
        var found = Context.Request.Query.TryGetValue(name, out var values) && values.Count > 0;
        value = found ? values[0] ?? "" : "";
        return found;
    }

    internal void Begin(HttpContext context, RequestTarget target, PlanModel plan, Origin origin)
    {
        Context = context;
        Target = target;
        Plan = plan;
        Origin = origin;
        Trace = TraceContext.From(context.Request.Headers.TraceParent);
        IsGrpc = SaysGrpc(context.Request.ContentType);
    }

    /// <summary>From here on the call's trace is the span's.</summary>
    internal void TraceAs(CallSpan span)
    {
        Span = span;
        Trace = new TraceContext(span.TraceId.ToHexString(), span.IsSampled, Trace.IsCallers);
    }

    internal void Reject(BadHttpRequestException rejection) => Rejection = rejection;

    /// <summary>How an attempt that was forwarded to its end went.</summary>
    internal Outcome Answered()
    {
        var status = Context.Response.StatusCode;
        return GrpcStatus is { } grpc && Answers.GrpcStatus.IsFailure(grpc)
            ? new Outcome(OutcomeKind.Failure, FailureKind.Status, (ushort)status, Began: true)
            : Outcome.Answered(status);
    }

    internal void End()
    {
        Reset();
        Context = null!;
        Target = default;
        _host = null;
        IsGrpc = false;
        Trace = default;
        Span = null;
        GrpcStatus = null;
        Rejection = null;
        AnswerIsWhole = false;
        _body = null;
    }

    protected override ValueTask<Outcome> AttemptAsync(Attempt attempt, CancellationToken timeIsUp)
    {
        if (attempt.Number == 1) WatchBody();
        AnswerIsWhole = false;
        return Span is null ? _forwarder.ForwardAsync(this, attempt, timeIsUp) : TracedAttemptAsync(Span, attempt, timeIsUp);
    }

    private async ValueTask<Outcome> TracedAttemptAsync(CallSpan span, Attempt attempt, CancellationToken timeIsUp)
    {
        span.BeginAttempt(this, attempt);
        var outcome = Outcome.Failed(FailureKind.Reset);
        try
        {
            outcome = await _forwarder.ForwardAsync(this, attempt, timeIsUp);
            return outcome;
        }
        finally
        {
            span.EndAttempt(outcome);
        }
    }

    /// <summary>Once for a call: its body is read once, whichever attempt comes to read it.</summary>
    private void WatchBody()
    {
        var limit = Interface!.Plan.BodyBytesMax;
        if (Context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature && feature.MaxRequestBodySize != limit)
            feature.MaxRequestBodySize = limit;
        if (!BodyWatch.IsNeeded(Context)) return;
        Timer.Share();
        Context.Request.Body = _body = new BodyWatch(Context.Request.Body, Timer, limit, IsGrpc);
    }

    /// <summary>gRPC and its spelled-out formats; grpc-web is plain HTTP to us.</summary>
    private static bool SaysGrpc(string? contentType)
    {
        const string Grpc = "application/grpc";
        return contentType?.StartsWith(Grpc, StringComparison.OrdinalIgnoreCase) == true
            && (contentType.Length == Grpc.Length || contentType[Grpc.Length] is ';' or '+');
    }

    private bool IsWebSocketConnect() =>
        Context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };
}
