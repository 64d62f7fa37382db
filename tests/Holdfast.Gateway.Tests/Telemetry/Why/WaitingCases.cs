using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Telemetry.Why;

/// <summary>Requests for which there was no room, in time or at all. Those that waited did so for no longer than tests can bear.</summary>
internal static class WaitingCases
{
    private const string Everything = "  everything:";
    private const string Origin = "  origin:";
    private const string ByTenant = "cells: { by: \"header:X-Tenant\", shards: { nodes: 2 }";

    public static IReadOnlyList<WhyCase> All { get; } =
    [
        new("limit-queue", "limits", 429)
        {
            Plan = static plan => plan with { Interface = "timeout: 60s, limit: { rate: 1/h, kind: pace, queue: 1, wait: 1s }" },
            Before = static scene => scene.AskAsync(times: 1),
            Line = Everything,
            Measure = "tokens",
            Error = "HF4022",
            NotReached = "attempt",
        },
        new("limit-yields", "limits", 429)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with
            {
                Interfaces =
                [
                    "first: { match: { path: /first }, service: origin, timeout: 60s }",
                    "everything: { match: { path: \"/{rest...}\" }, service: origin, limit: { yields-to: { interface: first, above: 1 in flight } } }",
                ],
            },
            Before = static async scene =>
            {
                await scene.HoldAsync(calls: 2, "/first");
                await scene.SignalledAsync("interface-busy");
            },
            Line = Everything,
            Measure = "in-flight",
            Error = "HF4023",
            NotReached = "attempt",
        },
        new("limit-rate", "service-limit", 429)
        {
            Title = "limit of a service",
            Plan = static plan => plan with { Service = "limit: { rate: 1/h }", Interface = "retry: { attempts: 1 }" },
            Before = static scene => scene.AskAsync(times: 1),
            Line = Origin,
            Measure = "tokens",
            Error = "HF4024",
            NotReached = "balance",
        },
        new("isolation-wait-over", "isolation", 503)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Interface = "timeout: 60s, isolate: { concurrency: 1, queue: 1, wait: 20ms }" },
            Before = static scene => scene.HoldAsync(),
            Line = Everything,
            Measure = "wait_ms",
            Error = "HF4026",
            NotReached = "attempt",
        },
        new("pool-wait-over", "pool", 503)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Service = "pool: { concurrency: 1, queue: 1, wait: 20ms }", Interface = "timeout: 60s" },
            Before = static scene => scene.HoldAsync(),
            Line = Origin,
            Measure = "wait_ms",
            Error = "HF4026",
            NotReached = "balance",
        },
        new("connections-wait-over", "pool", 503)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Service = "connections: { per-node: 1, wait: 20ms }", Interface = "timeout: 60s" },
            Before = static scene => scene.HoldAsync(),
            Line = Origin,
            Measure = "wait_ms",
            Error = "HF4028",
            NotReached = "balance",
        },
        // The version has a place for each of its nodes, but those that the caller may use have none left.
        new("node-pool-full", "node-pool", 503)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with
            {
                Service = $"pool: {{ per-node: 1 }}, {ByTenant}, without-key: as-one }}",
                Interface = "timeout: 60s, retry: { attempts: 1 }",
            },
            Others = [OriginAnswers.Never, OriginAnswers.Never],
            Before = static scene => scene.HoldAsync(calls: 2),
            Line = Origin,
            Measure = "in-flight",
            Error = "HF4027",
            NotReached = "attempt",
        },
        new("overload-shed", "pool", 503)
        {
            Node = OriginAnswers.Never,
            Plan = static plan => plan with { Service = "overload: { min: 1, start: 1, max: 1, queue: 1, wait: 5ms }", Interface = "timeout: 60s" },
            Before = static async scene =>
            {
                await scene.HoldAsync();
                await scene.AskUntilAsync("overload-shed");
            },
            Line = Origin,
            Measure = "calls_per_second",
            Error = "HF4030",
            NotReached = "balance",
        },
        new("cell-lost", "balance", 503)
        {
            Plan = static plan => plan with { Service = $"{ByTenant}, without-key: as-one, when-lost: refuse }}" },
            Others = [OriginAnswers.Ok, OriginAnswers.Ok],
            Before = WhyScene.DrainAsync,
            Line = Origin,
            Measure = "usable-nodes",
            Bound = 2,
            Error = "HF4045",
            NotReached = "attempt",
        },
        new("no-cell-key", "balance", 400)
        {
            Plan = static plan => plan with { Service = $"{ByTenant}, without-key: refuse }}" },
            Others = [OriginAnswers.Ok, OriginAnswers.Ok],
            Line = Origin,
            Measure = "key-parts",
            Bound = 1,
            Error = "HF4046",
            NotReached = "attempt",
        },
        new("only-if-cached", "cache", 504)
        {
            Plan = static plan => plan with { Interface = "cache: {}" },
            Headers = [("Cache-Control", "only-if-cached")],
            Line = Everything,
            Measure = "answers",
            Error = "HF4042",
            NotReached = "attempt",
        },
        new("coalesce-timeout", "cache", 504)
        {
            // Their heads are there, so the deadlines of the two that asked bind them no more; the others still wait.
            Node = OriginAnswers.Raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nthe beginning"),
            Plan = static plan => plan with { Interface = "timeout: 300ms, retry: { attempts: 1 }, coalesce: { leader-timeout: 20ms }" },
            Before = static scene => scene.HoldAsync(calls: 2, "/some/path?secret=word"),
            Line = Everything,
            Measure = "waited_ms",
            Error = "HF4040",
            NotReached = "attempt",
        },
        new("breaker-forced-open", "breaker", 503)
        {
            Plan = static plan => plan with { Service = "breaker: {}" },
            Before = static scene =>
            {
                scene.Order("breakers", "open", ("service", "origin"));
                return Task.CompletedTask;
            },
            Line = Origin,
            Measure = "left_seconds",
            Error = "HF4036",
            NotReached = "balance",
        },
    ];
}
