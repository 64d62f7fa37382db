using System.Diagnostics;
using Holdfast.Core.Pipeline;
using Holdfast.Gateway.Calls;
using Holdfast.Gateway.Front;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Telemetry;

/// <summary>The spans of one call: a server's around all of it, a client's around each attempt. Made only when somebody listens.</summary>
/// <remarks>Attributes follow the stable semantic conventions for HTTP; the query never appears, it may hold secrets.</remarks>
internal sealed class CallSpan
{
    public const string SourceName = "Holdfast.Gateway";

    private static readonly ActivitySource Source = new(SourceName, typeof(CallSpan).Assembly.GetName().Version?.ToString(3));

    private readonly Activity _server;
    private int _told;

    private CallSpan(Activity server) => _server = server;

    /// <summary>As <c>traceparent</c> has it; a node's own span is a child of its attempt's rather, where that is recorded.</summary>
    public string? Id => _server.Id;

    public ActivityTraceId TraceId => _server.TraceId;

    public bool IsSampled => _server.Recorded;

    /// <returns>Null when nobody listens, or nobody wants this one.</returns>
    public static CallSpan? Begin(GatewayCall call) => Source.HasListeners() ? Start(call) : null;

    private static CallSpan? Start(GatewayCall call)
    {
        var request = call.Context.Request;
        var headers = request.Headers;
        var parent = ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var told) ? told : default;
        var method = HttpServerMetrics.Method(request.Method);
        // Samplers decide by what is known here.
        KeyValuePair<string, object?>[] tags =
        [
            new("http.request.method", method),
            new("url.scheme", request.Scheme),
            new("url.path", call.Path),
            new("server.address", call.Host),
        ];
        var server = Source.StartActivity(SpanMethod(method), ActivityKind.Server, parent, tags);
        if (server is null) return null;
        if (server.IsAllDataRequested)
        {
            server.SetTag("network.protocol.version", HttpServerMetrics.Version(request.Protocol));
            if (request.Host.Port is { } port) server.SetTag("server.port", port);
            server.SetTag("client.address", call.Origin.Client(call.Context));
        }

        return new CallSpan(server);
    }

    public void BeginAttempt(GatewayCall call, Attempt attempt)
    {
        // Beside a late attempt another thread may be telling.
        if (!attempt.IsHedge) TellDecisions(call);
        var node = attempt.Node;
        var method = HttpServerMetrics.Method(call.Method);
        var span = Source.StartActivity(SpanMethod(method), ActivityKind.Client, _server.Context);
        attempt.Host = span;
        if (span is not { IsAllDataRequested: true }) return;
        span.SetTag("http.request.method", method);
        span.SetTag("url.full", node.Url + call.Path);
        span.SetTag("server.address", node.Plan.Url.Host);
        span.SetTag("server.port", node.Plan.Url.Port);
        if (node.Pinned is { } address) span.SetTag("network.peer.address", address.ToString());
        if (attempt.IsHedge) span.SetTag("holdfast.hedge", true);
        if (attempt.Number > 1) span.SetTag("http.request.resend_count", attempt.Number - 1);
        span.SetTag("holdfast.service", call.Interface?.Service.Name);
        span.SetTag("holdfast.version", call.Version?.Name);
    }

    public static void EndAttempt(Attempt attempt, in Outcome outcome)
    {
        if (attempt.Host is not Activity span) return;
        if (outcome.Status != 0) span.SetTag("http.response.status_code", (int)outcome.Status);
        if (outcome.IsFailure) Fail(span, ErrorOf(outcome));
        span.Stop();
        attempt.Host = null;
    }

    public void End(GatewayCall call, in Outcome outcome)
    {
        TellDecisions(call);
        if (_server.IsAllDataRequested) Describe(call, outcome);
        _server.Stop();
    }

    public void Fault(Exception fault)
    {
        Fail(_server, fault.GetType().FullName!);
        _server.Stop();
    }

    private void Describe(GatewayCall call, in Outcome outcome)
    {
        if (call.Interface is { } target)
        {
            _server.DisplayName = $"{_server.OperationName} {target.Plan.Match.Path}";
            _server.SetTag("http.route", target.Plan.Match.Path);
            _server.SetTag("holdfast.interface", target.Name);
        }

        _server.SetTag("holdfast.revision", call.Plan.Revision.Name);
        _server.SetTag("holdfast.outcome", OutcomeNames.Of(outcome.Kind));
        _server.SetTag("holdfast.attempts", call.Attempts);
        if (call.Node is { } node) _server.SetTag("holdfast.node", node.Address);
        if (outcome.Kind == OutcomeKind.Cancelled && !outcome.Began) return;
        var status = call.Context.Response.StatusCode;
        _server.SetTag("http.response.status_code", status);
        if (outcome.IsFailure || status >= StatusCodes.Status500InternalServerError)
            Fail(_server, !outcome.Began && call.Refusal is { } told ? told.Decision : outcome.IsFailure ? ErrorOf(outcome) : status.ToString());
    }

    /// <summary>What was decided since it was last told: told before each attempt, so that events stand near their time.</summary>
    private void TellDecisions(GatewayCall call)
    {
        var kept = call.Decisions.Kept;
        if (!_server.IsAllDataRequested) return;
        for (; _told < kept.Length; _told++)
        {
            ref readonly var decision = ref kept[_told];
            var tags = new ActivityTagsCollection { ["holdfast.position"] = decision.Position.ToString(), ["holdfast.rule"] = decision.Rule };
            if (decision.Node is { } node) tags["holdfast.node"] = node.Address;
            _server.AddEvent(new ActivityEvent(decision.Name, tags: tags));
        }
    }

    private static void Fail(Activity span, string type)
    {
        span.SetTag("error.type", type);
        span.SetStatus(ActivityStatusCode.Error);
    }

    private static string ErrorOf(in Outcome outcome) =>
        outcome.Failure == FailureKind.Status ? outcome.Status.ToString() : OutcomeNames.Of(outcome.Failure);

    private static string SpanMethod(string method) => method == "_OTHER" ? "HTTP" : method;
}
