using Holdfast.Core.Pipeline;
using Holdfast.Gateway.Calls;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Telemetry;

/// <summary>What the access log says of one call: no header, and no query, for both may hold secrets.</summary>
internal sealed record AccessEntry
{
    public required DateTimeOffset At { get; init; }

    public required string TraceId { get; init; }

    public required string Interface { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>0 when the caller went before there was one.</summary>
    public required int Status { get; init; }

    public required string Outcome { get; init; }

    /// <summary>What the caller was told, else the last thing that was decided; empty for an ordinary call.</summary>
    public required string Decision { get; init; }

    public required string Revision { get; init; }

    public required int Attempts { get; init; }

    public required string Node { get; init; }

    /// <summary>As announced; null where the length was not.</summary>
    public required long? BytesIn { get; init; }

    /// <inheritdoc cref="BytesIn"/>
    public required long? BytesOut { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Null when no answer began.</summary>
    public required TimeSpan? FirstByte { get; init; }

    public required string Client { get; init; }

    public static AccessEntry Of(GatewayCall call, in Outcome outcome)
    {
        var context = call.Context;
        var decisions = call.Decisions.Kept;
        var duration = call.Started == 0 ? TimeSpan.Zero : call.Time.GetElapsedTime(call.Started);
        return new AccessEntry
        {
            At = call.Time.GetUtcNow() - duration,
            TraceId = call.TraceId,
            Interface = call.Interface?.Name ?? "",
            Method = call.Method,
            Path = call.Path ?? RawPath(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? ""),
            Status = outcome is { Kind: OutcomeKind.Cancelled, Began: false } ? 0 : context.Response.StatusCode,
            Outcome = call.SubstitutedBy is not null && outcome.Began ? "substituted" : OutcomeNames.Of(outcome.Kind),
            Decision = !outcome.Began && call.Refusal is { } told ? told.Decision : decisions.Length == 0 ? "" : decisions[^1].Name,
            Revision = call.Plan.Revision.Name,
            Attempts = call.Attempts,
            Node = call.Node?.Address ?? "",
            BytesIn = context.Request.ContentLength,
            BytesOut = context.Response.ContentLength,
            Duration = duration,
            FirstByte = call.AnswerBeganAt == 0 ? null : call.Time.GetElapsedTime(call.Started, call.AnswerBeganAt),
            Client = call.Origin.Client(context),
        };
    }

    /// <summary>A target too strange to be read as a path is shown as it came, but for its query.</summary>
    private static string RawPath(string target) => target.IndexOf('?') is var query and >= 0 ? target[..query] : target;
}
