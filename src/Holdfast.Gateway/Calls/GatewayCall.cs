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

    internal GatewayCall(IForwarder forwarder, TimeProvider time)
        : base(time)
    {
        _forwarder = forwarder;
        Transform = new ForwardTransform(this);
    }

    public HttpContext Context { get; private set; } = null!;

    public override string Method => Context.Request.Method;

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
        IsGrpc = context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
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
    }

    protected override ValueTask<Outcome> AttemptAsync(NodeModel node, CancellationToken timeIsUp)
    {
        if (Attempts == 1) LimitBody();
        return Span is null ? _forwarder.ForwardAsync(this, node, timeIsUp) : TracedAttemptAsync(Span, node, timeIsUp);
    }

    private async ValueTask<Outcome> TracedAttemptAsync(CallSpan span, NodeModel node, CancellationToken timeIsUp)
    {
        span.BeginAttempt(this, node);
        var outcome = Outcome.Failed(FailureKind.Reset);
        try
        {
            outcome = await _forwarder.ForwardAsync(this, node, timeIsUp);
            return outcome;
        }
        finally
        {
            span.EndAttempt(outcome);
        }
    }

    private void LimitBody()
    {
        var limit = Interface!.Plan.BodyBytesMax;
        if (Context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature && feature.MaxRequestBodySize != limit)
            feature.MaxRequestBodySize = limit;
        if (!BodyWatch.IsWorthIt(Context.Request)) return;
        Context.Request.Body = new BodyWatch(Context.Request.Body, ReleaseDeadline);
        HoldDeadline();
    }
}
