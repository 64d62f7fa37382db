using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Queue;
using Holdfast.Gateway.Answers;
using Holdfast.Gateway.Deliveries;
using Holdfast.Gateway.Forwarding;
using Holdfast.Gateway.Framing;
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
    private byte[]? _held;
    private long _heldAt;
    private CancellationTokenSource? _bodyEnd;
    private bool _isTunnel;
    private CallerDeadline? _callerDeadline;
    private Criticality? _callerCriticality;
    private CancellationTokenRegistration _gone;

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

    public override string Host => _host ??= Authority.NameOf(Context.Request.Headers.Host.ToString());

    public override string Path => Target.Path;

    public override string HostAndPort => Context.Request.Headers.Host.ToString();

    public override string QueryText => Context.Request.QueryString.Value ?? "";

    public override IEnumerable<string> HeaderNames => Context.Request.Headers.Keys;

    public override bool HasBody => BodyWatch.IsNeeded(Context);

    public override bool CallerGone => Context.RequestAborted.IsCancellationRequested;

    public override CancellationToken CallerGoing => Context.RequestAborted;

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

    /// <summary>For how long by now; zero: it is not.</summary>
    internal TimeSpan CallerWaitedFor => _body?.Waiting ?? TimeSpan.Zero;

    /// <summary>The body is empty or held whole: attempts need not share a stream.</summary>
    internal bool IsDirect { get; private set; }

    /// <summary>A body that is held, anew for each attempt; null when there is none.</summary>
    /// <remarks>
    /// Not null, though empty, for what may be sent but once: the HTTP client repeats by itself what has no body, when a
    /// connection that was used before ends without an answer, and cannot know whether the node has acted on it.
    /// </remarks>
    internal HttpContent? HeldBody => _held is null ? null : new ReadOnlyMemoryContent(_held);

    /// <summary>The head of an answer that was not passed on, since another attempt will be made.</summary>
    internal Outcome? Declined { get; private set; }

    public override bool CanBodyBeRepeated => IsDirect || _isTunnel;

    /// <summary>A tunnel is the caller's connection itself: there is one. A body that is still being read can be sent by nobody.</summary>
    public override bool CanBeHedged => IsDirect && Volatile.Read(ref _heldAt) != long.MaxValue;

    public override bool TakesAnswers => !IsGrpc && !_isTunnel && !AsksForTunnel();

    public override CallerDeadline? CallerDeadline => _callerDeadline;

    public override Criticality? CallerCriticality => _callerCriticality;

    protected override long SentAt => _body?.EndedAt ?? Volatile.Read(ref _heldAt);

    private TimeSpan Silence => Interface!.Deadline is var deadline && deadline.Idle > deadline.Total ? deadline.Idle : deadline.Total;

    /// <summary>The server's objection to the caller's body, where that ended the call.</summary>
    internal BadHttpRequestException? Rejection { get; private set; }

    /// <summary>How much of the request's body has come, of how much may; of one that is too large, how much at the least.</summary>
    internal Measure BodySoFar
    {
        get
        {
            var (come, most) = (_body?.Bytes ?? 0, Interface?.Plan.BodyBytesMax ?? 0);
            return new("body_bytes", Rejection?.StatusCode == StatusCodes.Status413PayloadTooLarge ? Math.Max(come, most + 1) : come, most);
        }
    }

    public override bool TryGetHeader(string name, out string value)
    {
        var found = Context.Request.Headers.TryGetValue(name, out var values) && values.Count > 0;
        value = found ? values[0] ?? "" : "";
        return found;
    }

    public override string HeaderLine(string name) => Context.Request.Headers[name].ToString();

    public override bool TryGetQuery(string name, out string value)
    {
        var found = Context.Request.Query.TryGetValue(name, out var values) && values.Count > 0;
        value = found ? values[0] ?? "" : "";
        return found;
    }

    public override bool TryGetCookie(string name, out string value)
    {
        var found = Context.Request.Cookies.TryGetValue(name, out var held);
        value = held ?? "";
        return found;
    }

    public override string ClientAddress => Origin.Client(Context);

    public override bool IsTokenChecked => Origin.Believes(Context);

    public override bool IsSecure => Context.Request.IsHttps;

    public override OperationRequest? Later => LaterRequest.Of(this);

    /// <inheritdoc/>
    public override async ValueTask<BodyEnd> ReadBodyAsync(Func<ReadOnlyMemory<byte>, ValueTask> take)
    {
        if (_body is { Bytes: > 0 } && _held is null) return BodyEnd.Gone;
        if (_held is { Length: > 0 } held)
        {
            await take(held);
            return BodyEnd.Whole;
        }

        var (end, rejection) = await BodyIntake.ReadAsync(Context, Interface!.Plan.BodyBytesMax, Silence, Time, take);
        Rejection ??= rejection;
        return end;
    }

    internal void Begin(HttpContext context, RequestTarget target, PlanModel plan, Origin origin)
    {
        Context = context;
        Target = target;
        Plan = plan;
        Origin = origin;
        Trace = TraceContext.From(context.Request.Headers.TraceParent);
        IsGrpc = GrpcContent.Is(context.Request.ContentType);
        _callerDeadline = DeadlineHeaders.Read(context, IsGrpc, origin);
        _callerCriticality = CriticalityHeader.Read(context, origin);
    }

    /// <inheritdoc/>
    protected override Call Twin()
    {
        var twin = new GatewayCall(_forwarder, Time);
        twin.Begin(TwinContext.Of(Context), Target, Plan, Origin);
        twin._callerDeadline = null;
        return twin;
    }

    /// <summary>From here on the call's trace is the span's.</summary>
    internal void TraceAs(CallSpan span)
    {
        Span = span;
        Trace = new TraceContext(span.TraceId.ToHexString(), span.IsSampled, Trace.IsCallers);
    }

    internal void Reject(BadHttpRequestException rejection) => Rejection = rejection;

    /// <inheritdoc cref="Call.Accept"/>
    internal bool Accepts(Attempt attempt, in Outcome head) => Accept(attempt, head);

    /// <summary>As <see cref="Accepts"/>, for the forwarder that knows one attempt at a time; what it declines it keeps.</summary>
    internal bool AcceptsStreamed(HttpResponseMessage answer)
    {
        var head = Outcome.Answered((int)answer.StatusCode);
        if (head.IsFailure) Attempt!.RetryAfter = RetryAfterHeader.Of(answer, Time);
        if (Accept(Attempt!, head)) return true;
        Declined = head;
        return false;
    }

    internal void BeginStreamedAttempt()
    {
        AnswerIsWhole = false;
        Declined = null;
    }

    /// <summary>Waits for a body that keeps silent, either way, as long as the interface allows.</summary>
    internal async ValueTask<T> WithinSilenceAsync<T>(Attempt attempt, ValueTask<T> pending)
    {
        Silent(attempt, Silence);
        var result = await pending;
        Heard(attempt);
        return result;
    }

    /// <inheritdoc cref="WithinSilenceAsync{T}"/>
    internal async ValueTask WithinSilenceAsync(Attempt attempt, ValueTask pending)
    {
        Silent(attempt, Silence);
        await pending;
        Heard(attempt);
    }

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
        _gone.Dispose();
        _gone = default;
        Reset();
        _held = null;
        _heldAt = 0;
        if (_bodyEnd?.TryReset() == false) EndBody();
        _isTunnel = false;
        _callerDeadline = null;
        _callerCriticality = null;
        IsDirect = false;
        Declined = null;
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
        if (attempt.Number == 1 && !TryPrepare()) return HoldBodyAsync(attempt, timeIsUp);
        return ForwardAsync(attempt, timeIsUp);
    }

    public override async ValueTask<Outcome> AnswerAsync(StoredAnswer answer)
    {
        await Answer.WriteAsync(this, answer);
        return CallerGone ? Outcome.Cancelled(began: true) : Outcome.Answered(answer.Status);
    }

    private ValueTask<Outcome> ForwardAsync(Attempt attempt, CancellationToken timeIsUp)
    {
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
            CallSpan.EndAttempt(attempt, outcome);
        }
    }

    /// <summary>Settles, before the first attempt, how the call is sent.</summary>
    /// <returns>False when its body is to be read first, so that it can be repeated.</returns>
    private bool TryPrepare()
    {
        if (!BodyWatch.IsNeeded(Context))
        {
            _isTunnel = AsksForTunnel();
            if (_isTunnel || IsGrpc)
            {
                WatchBody();
                return true;
            }

            GoDirect();
            if (Interface!.Retry.Of(this) == Repeatability.Once) _held = [];
            return true;
        }

        WatchBody();
        return IsGrpc || AsksFirst() || !Interface!.Retry.WantsBodyHeld(this);
    }

    /// <summary>The caller would hear from the node before it sends its body. Where the request may be repeated, that matters more.</summary>
    private bool AsksFirst() => Context.Request.Headers.Expect.Count > 0 && Interface!.Retry.Of(this) == Repeatability.Once;

    private bool AsksForTunnel() => Context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
        || Context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;

    /// <summary>The caller's going ends what is in flight; the streaming forwarder watches for that by itself.</summary>
    private void GoDirect()
    {
        IsDirect = true;
        _gone = Context.RequestAborted.UnsafeRegister(static call => ((GatewayCall)call!).AbandonAttempts(), this);
    }

    private void EndBody()
    {
        _bodyEnd!.Dispose();
        _bodyEnd = null;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome> HoldBodyAsync(Attempt attempt, CancellationToken timeIsUp)
    {
        // While the caller sends, no node keeps it waiting; and what is not here yet cannot go to a second one.
        Volatile.Write(ref _heldAt, long.MaxValue);
        GoDirect();
        try
        {
            _bodyEnd ??= new CancellationTokenSource(Timeout.InfiniteTimeSpan, Time);
            _held = await HeldContent.ReadAsync(Context.Request, Silence, _bodyEnd, timeIsUp);
            Volatile.Write(ref _heldAt, Time.GetTimestamp());
        }
        catch (BadHttpRequestException objection)
        {
            Reject(objection);
            return Outcome.Refused;
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            return CallerGone ? Outcome.Cancelled(began: false) : Outcome.Failed(FailureKind.Deadline);
        }

        return await ForwardAsync(attempt, timeIsUp);
    }

    /// <summary>Once for a call: its body is read once, whichever attempt comes to read it.</summary>
    private void WatchBody()
    {
        var limit = Interface!.Plan.BodyBytesMax;
        if (Context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature && feature.MaxRequestBodySize != limit)
            feature.MaxRequestBodySize = limit;
        if (!BodyWatch.IsNeeded(Context)) return;
        Timer.Share();
        Context.Request.Body = _body = new BodyWatch(Context.Request.Body, Timer, Time, limit, BodyLength, IsGrpc);
    }

    private bool IsWebSocketConnect() =>
        Context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };
}
